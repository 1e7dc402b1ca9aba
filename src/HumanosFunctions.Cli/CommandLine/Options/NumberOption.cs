using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace HumanosFunctions.Cli.CommandLine.Options;

/// <summary>Options and arguments that are whole numbers in a range. An error names the option and the range.</summary>
internal static class NumberOption
{
    private const int MaxPort = 65535;

    public static Option<int> Of(string name, string description, int otherwise, int min, int max) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => otherwise,
        CustomParser = argument => (int)Read(argument, name, min, max),
    };

    /// <summary>A port to listen on. 0 selects a free port.</summary>
    public static Option<int> PortToServe(string name, string description, int otherwise) => Of(name, description, otherwise, min: 0, MaxPort);

    /// <summary>A port to connect to.</summary>
    public static Option<int> PortToCall(string name, string description, int otherwise) => Of(name, description, otherwise, min: 1, MaxPort);

    public static long[] ReadAll(ArgumentResult argument, string name) =>
        [.. argument.Tokens.Select(token => Read(argument, token.Value, name, min: 0, max: long.MaxValue))];

    public static long Read(ArgumentResult argument, string name, long min, long max) =>
        Read(argument, argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "", name, min, max);

    private static long Read(ArgumentResult argument, string text, string name, long min, long max)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number >= min && number <= max)
        {
            return number;
        }

        argument.AddError(max == long.MaxValue ? $"{name} takes whole numbers from {min}." : $"{name} takes a whole number from {min} to {max}.");
        return min;
    }
}
