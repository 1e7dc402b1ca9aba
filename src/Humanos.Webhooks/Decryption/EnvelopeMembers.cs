using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>The envelope's three members in a JSON object: in any order, among any others.</summary>
internal readonly record struct EnvelopeMembers(JsonToken Iv, JsonToken Data, JsonToken Tag)
{
    private static readonly byte[][] Names = ["iv"u8.ToArray(), "data"u8.ToArray(), "tag"u8.ToArray()];

    internal static EnvelopeFault? Find(ReadOnlySpan<byte> json, out EnvelopeMembers members)
    {
        Span<JsonToken> found = [default, default, default];
        JsonShape shape = JsonObject.Find(json, Names, found);
        members = new EnvelopeMembers(found[0], found[1], found[2]);
        return shape switch
        {
            JsonShape.Malformed => EnvelopeFault.NotJson,
            JsonShape.NotAnObject => EnvelopeFault.NotAnObject,
            _ => members.Check(),
        };
    }

    private EnvelopeFault? Check() => (Iv.Type, Data.Type, Tag.Type) switch
    {
        (JsonTokenType.String, JsonTokenType.String, JsonTokenType.String) => null,
        (JsonTokenType.None, _, _) or (_, JsonTokenType.None, _) or (_, _, JsonTokenType.None) => EnvelopeFault.MemberMissing,
        _ => EnvelopeFault.MemberNotString,
    };
}
