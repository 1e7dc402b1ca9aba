namespace Humanos.Webhooks;

/// <summary>Reads texts and flags.</summary>
internal static class ScalarMembers
{
    internal static string? Text(this JsonMembers members, string name) => members.Read(name, JsonScalar.Text, EventProblem.NoText);

    internal static bool? Flag(this JsonMembers members, string name) => members.Read(name, JsonScalar.Flag, EventProblem.NoFlag);

    /// <summary>The first that is more than whitespace; the others stay unread.</summary>
    internal static string? FirstText(this JsonMembers members, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (!members.Can(name, Blank) && members.Text(name) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>An opaque id: the first that is more than whitespace, else the first that is there at all. All stay as they were.</summary>
    internal static string? FirstId(this JsonMembers members, params ReadOnlySpan<string> names)
    {
        string? blank = null;
        foreach (string name in names)
        {
            string? id = members.Peek(name, JsonScalar.Id);
            if (!string.IsNullOrWhiteSpace(id))
            {
                return id;
            }

            blank ??= id;
        }

        return blank;
    }

    private static string? Blank(JsonValue value) =>
        JsonScalar.Text(value) is { } text && string.IsNullOrWhiteSpace(text) ? text : null;
}
