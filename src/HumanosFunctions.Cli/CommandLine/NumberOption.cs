using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace HumanosFunctions.Cli.CommandLine;

/// <summary>Options and arguments that are whole numbers in a range. An error names the option and the range.</summary>
internal static class NumberOption
{
    private const int HighestPort = 65535;

    public static Option<int> Of(string name, string description, int otherwise, int least, int most) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => otherwise,
        CustomParser = argument => (int)Read(argument, name, least, most),
    };

    /// <summary>A port to listen on. 0 selects a free port.</summary>
    public static Option<int> PortToServe(string name, string description, int otherwise) => Of(name, description, otherwise, least: 0, HighestPort);

    /// <summary>A port to connect to.</summary>
    public static Option<int> PortToCall(string name, string description, int otherwise) => Of(name, description, otherwise, least: 1, HighestPort);

    public static long[] ReadAll(ArgumentResult argument, string name) =>
        [.. argument.Tokens.Select(token => Read(argument, token.Value, name, least: 0, most: long.MaxValue))];

    public static long Read(ArgumentResult argument, string name, long least, long most) =>
        Read(argument, argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "", name, least, most);

    private static long Read(ArgumentResult argument, string text, string name, long least, long most)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number >= least && number <= most)
        {
            return number;
        }

        argument.AddError(most == long.MaxValue ? $"{name} takes whole numbers from {least}." : $"{name} takes a whole number from {least} to {most}.");
        return least;
    }
}
