using System.Security.Cryptography;
using System.Text;

namespace HumanosFunctions.Processing.State;

/// <summary>What is kept of a text that is too long.</summary>
internal static class TruncatedText
{
    /// <summary>The first characters, without half a surrogate pair at their end.</summary>
    public static string Beginning(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    /// <summary>Lower-case hex SHA-256 of the text in UTF-8.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
