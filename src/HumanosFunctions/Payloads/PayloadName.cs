using System.Buffers;

namespace HumanosFunctions.Payloads;

/// <summary>
/// Names are paths of plain words. Some come back to us from messages and command lines, and none of them may lead out of its
/// container.
/// </summary>
public static class PayloadName
{
    private const int Longest = 255;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("-._/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= Longest
        && !name.AsSpan().ContainsAnyExcept(Characters)
        && name.Split('/').All(part => part.Length > 0 && char.IsAsciiLetterOrDigit(part[0]));

    /// <exception cref="ArgumentException">The name is none; the message does not hold it.</exception>
    public static void ThrowIfInvalid(string name)
    {
        if (!IsValid(name))
        {
            throw new ArgumentException("A body's name is a path of plain words.", nameof(name));
        }
    }
}
