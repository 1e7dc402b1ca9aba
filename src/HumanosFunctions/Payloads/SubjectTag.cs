using System.Buffers;

namespace HumanosFunctions.Payloads;

/// <summary>The index tag on which infra/modules/subscriber.bicep lets a team read the large events of its subjects alone.</summary>
internal static class SubjectTag
{
    public const string Tag = "subject";

    private const int Longest = 256;

    // What Azure takes as the value of a tag.
    private static readonly SearchValues<char> Characters =
        SearchValues.Create(" +-./:=_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Null where the subject can be no tag: then only who may read all large events reads this one.</summary>
    public static Dictionary<string, string>? TagsOf(string subject) =>
        subject.Length is > 0 and <= Longest && !subject.AsSpan().ContainsAnyExcept(Characters) ? new() { [Tag] = subject } : null;
}
