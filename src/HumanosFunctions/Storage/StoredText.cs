using System.Buffers;
using System.Globalization;
using System.Text;

namespace HumanosFunctions.Storage;

/// <summary>
/// Escapes ids and keys. They come from outside and can contain any UTF-16 text, including NUL and unpaired surrogates, which databases
/// truncate or replace. The escaped text is readable ASCII that every store keeps.
/// </summary>
internal static class StoredText
{
    private const char Escape = '~';
    private const int EscapedLength = 5;

    private static readonly SearchValues<char> Plain =
        SearchValues.Create("-.:@_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static string Encode(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Plain))
        {
            return text;
        }

        var encoded = new StringBuilder(text.Length * 2);
        foreach (char unit in text)
        {
            _ = Plain.Contains(unit) ? encoded.Append(unit) : encoded.Append(Escape).Append(((int)unit).ToString("x4"));
        }

        return encoded.ToString();
    }

    /// <exception cref="FormatException">The text was not created by <see cref="Encode"/>.</exception>
    public static string Decode(string encoded)
    {
        if (!encoded.Contains(Escape))
        {
            return encoded;
        }

        var text = new StringBuilder(encoded.Length);
        for (int at = 0; at < encoded.Length; at++)
        {
            if (encoded[at] != Escape)
            {
                text.Append(encoded[at]);
                continue;
            }

            text.Append((char)ushort.Parse(encoded.AsSpan(at + 1, EscapedLength - 1), NumberStyles.AllowHexSpecifier));
            at += EscapedLength - 1;
        }

        return text.ToString();
    }
}
