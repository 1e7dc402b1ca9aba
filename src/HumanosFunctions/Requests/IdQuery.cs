namespace HumanosFunctions.Requests;

/// <summary>The query <c>id=…</c>: any id, as an address holds it. Names are told apart as written, and values taken as they are.</summary>
internal static class IdQuery
{
    private const string Name = "id";

    /// <summary>Null where there is none. Of several, none is meant.</summary>
    public static string? Read(Uri address)
    {
        string[] ids =
        [
            .. address.Query.TrimStart('?').Split('&')
                .Select(part => part.Split('=', count: 2))
                .Where(part => part.Length == 2 && Decode(part[0]) == Name)
                .Select(part => Decode(part[1])),
        ];
        return ids.Length == 1 ? ids[0] : null;
    }

    // As forms write it: a plus sign is a space, and one that is meant is %2B.
    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
