using System.CommandLine;
using System.CommandLine.Parsing;

namespace HumanosFunctions.Cli.CommandLine;

/// <summary>Finds options that do not go together.</summary>
internal static class OptionChecks
{
    /// <summary>Whether it was typed; its default does not count.</summary>
    public static bool IsGiven(this SymbolResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>Adds what is found, unless a value could not be read: that has its own sentence.</summary>
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
            // What the library answers to who asks for a value that was refused.
        }
    }
}
