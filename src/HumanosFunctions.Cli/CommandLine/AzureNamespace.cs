using System.CommandLine;
using System.CommandLine.Parsing;

namespace HumanosFunctions.Cli.CommandLine;

/// <summary>How a command line names a namespace in Azure: <c>NAME</c>, or its host.</summary>
internal static class AzureNamespace
{
    private const string Suffix = ".servicebus.windows.net";

    /// <summary>The value is the host.</summary>
    public static Option<string?> Option() => new("--namespace")
    {
        Description = $"A namespace in Azure, NAME or NAME{Suffix}, with your own sign-in.",
        CustomParser = ReadHost,
    };

    private static string? ReadHost(ArgumentResult argument)
    {
        string text = argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";
        string host = text.Contains('.', StringComparison.Ordinal) ? text : text + Suffix;
        if (Uri.CheckHostName(host) == UriHostNameType.Dns)
        {
            return host;
        }

        argument.AddError("--namespace takes NAME or NAME.servicebus.windows.net.");
        return null;
    }
}
