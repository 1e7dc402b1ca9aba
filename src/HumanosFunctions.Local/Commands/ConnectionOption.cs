using System.CommandLine;
using System.CommandLine.Parsing;
using HumanosFunctions.Connections;

namespace HumanosFunctions.Local.Commands;

/// <summary>An option that is a connection string. What was typed is not repeated: it may hold a key.</summary>
internal static class ConnectionOption
{
    public static Option<string?> Of(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = argument => Read(argument, name),
    };

    private static string? Read(ArgumentResult argument, string name)
    {
        string text = argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";
        if (NamespaceConnectionString.Problem(text) is not { } problem)
        {
            return text;
        }

        argument.AddError($"{name} {problem}");
        return null;
    }
}
