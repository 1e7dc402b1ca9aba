using System.CommandLine;
using System.CommandLine.Parsing;

namespace HumanosFunctions.Local.Commands;

/// <summary>Finds options that do not go together.</summary>
internal static class OptionChecks
{
    /// <summary>Whether it was typed; its default does not count.</summary>
    public static bool IsGiven(this SymbolResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    public static void Refuse(this SymbolResult parsed, string? problem)
    {
        if (problem is not null)
        {
            parsed.AddError(problem);
        }
    }
}
