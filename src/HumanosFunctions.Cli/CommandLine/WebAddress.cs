using System.CommandLine.Parsing;

namespace HumanosFunctions.Cli.CommandLine;

/// <summary>Reads an option that is an address; the command line library reads none by itself.</summary>
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
