using System.Security.Cryptography;
using System.Text;

namespace HumanosFunctions.Storage.Tables;

/// <summary>
/// Keys within the rules of Table storage: no slash, question mark, number sign or control character, at most one
/// kibibyte. What would grow too long is named by its hash; the entity's properties hold the text in both cases.
/// </summary>
internal static class TableKey
{
    // Two bytes a character, and a word or a time before it.
    private const int LongestReadable = 400;

    public static string Of(string prefix, string text)
    {
        string encoded = StoredText.Encode(text);
        return encoded.Length <= LongestReadable
            ? $"{prefix}={encoded}"
            : $"{prefix}!{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(encoded)))}";
    }
}
