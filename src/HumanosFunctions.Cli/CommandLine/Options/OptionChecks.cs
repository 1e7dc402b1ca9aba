using System.CommandLine;
using System.CommandLine.Parsing;

namespace HumanosFunctions.Cli.CommandLine.Options;

/// <summary>Checks options that depend on each other.</summary>
internal static class OptionChecks
{
    /// <summary>Whether the option is on the command line. Its default value does not count.</summary>
    public static bool IsGiven(this SymbolResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>Adds the problem, unless a value cannot be read, which is an error of its own.</summary>
    public static void Refuse(this SymbolResult parsed, Func<string?> find)
    {
        try
        {
            if (find() is { } problem)
            {
                parsed.AddError(problem);
            }
        }
        catch (InvalidOperationException)
        {
            // System.CommandLine throws this for a value with an error.
        }
    }
}
