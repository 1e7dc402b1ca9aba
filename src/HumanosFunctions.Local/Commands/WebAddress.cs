using System.CommandLine.Parsing;

namespace HumanosFunctions.Local.Commands;

/// <summary>Reads an option that is an address; the command line library reads none by itself.</summary>
internal static class WebAddress
{
    public static Uri? Read(ArgumentResult argument)
    {
        string text = argument.Tokens.Single().Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        argument.AddError($"'{text}' is not an http address.");
        return null;
    }
}
