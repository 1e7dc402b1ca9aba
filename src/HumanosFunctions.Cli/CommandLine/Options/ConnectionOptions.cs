using System.CommandLine;
using System.CommandLine.Parsing;
using HumanosFunctions.Connections;

namespace HumanosFunctions.Cli.CommandLine.Options;

/// <summary>An option that is a connection string. Errors do not repeat the value, because it may contain a key.</summary>
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

/// <summary>The option for a namespace in Azure: <c>NAME</c> or its host name.</summary>
internal static class AzureNamespace
{
    private const string Suffix = ".servicebus.windows.net";

    /// <summary>The option's value is the host name.</summary>
    public static Option<string?> Option() => new("--namespace")
    {
        Description = $"A namespace in Azure, NAME or NAME{Suffix}. Uses your own sign-in.",
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

/// <summary>Reads an option that is an address. System.CommandLine has no parser for addresses.</summary>
internal static class WebAddress
{
    public static Uri? Read(ArgumentResult argument)
    {
        string text = argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        string option = argument.Parent is OptionResult { Option.Name: var name } ? name : argument.Argument.Name;
        argument.AddError($"{option} takes an http or https address.");
        return null;
    }
}
