using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>The objects of an identity document that can hold its values, in the order in which they are searched.</summary>
internal sealed class IdentityPlaces
{
    private static readonly string[] Nested = ["birth", "placeOfBirth", "fullName", "documentType", "countryAlpha3"];

    internal IdentityPlaces(JsonMembers root)
    {
        Root = root;
        Whole = [root];
        Person = [root, .. Whole.InnerOf("person", "personalData", "personalInfo", "holder")];
        Paper = Whole.InnerOf("document", "identityDocument", "idDocument", "documents");
        PaperType = ((IReadOnlyList<JsonMembers>)[root, .. Paper]).InnerOf("documentType", "type");
        PaperOrWhole = [.. Paper, root];
        Birth = Person.InnerOf("birth", "dateOfBirth");
        BirthPlace = [.. Person.InnerOf("placeOfBirth", "birthPlace"), .. Birth.InnerOf("place", "placeOfBirth")];
        Inner = [.. Person.Skip(1), .. Paper];
    }

    internal JsonMembers Root { get; }

    internal IReadOnlyList<JsonMembers> Whole { get; }

    internal IReadOnlyList<JsonMembers> Person { get; }

    /// <summary>The passport, card or licence. Its members have general names, such as <c>number</c>.</summary>
    internal IReadOnlyList<JsonMembers> Paper { get; }

    internal IReadOnlyList<JsonMembers> PaperType { get; }

    internal IReadOnlyList<JsonMembers> PaperOrWhole { get; }

    internal IReadOnlyList<JsonMembers> Birth { get; }

    internal IReadOnlyList<JsonMembers> BirthPlace { get; }

    /// <summary>All objects except the document itself.</summary>
    internal IReadOnlyList<JsonMembers> Inner { get; }

    /// <summary>Whether an object under this name is one that is searched, and not an invalid value.</summary>
    internal static bool Knows(string name) => Nested.Contains(name);
}

/// <summary>Searches members in several objects. A value that cannot be read stays unread and becomes an unknown member.</summary>
internal static class SearchedMembers
{
    /// <summary>The first text that is not blank, by object and then by name.</summary>
    internal static string? FirstOf(this IReadOnlyList<JsonMembers> places, params ReadOnlySpan<string> names) =>
        First(places, names, FilledText, EventProblem.NoText);

    internal static HumanosDate? FirstDateOf(this IReadOnlyList<JsonMembers> places, params ReadOnlySpan<string> names) =>
        First(places, names, DateMembers.Read, EventProblem.NoDate);

    /// <summary>The objects under these names, by object and then by name. An object that is a date has no further values.</summary>
    internal static IReadOnlyList<JsonMembers> InnerOf(this IReadOnlyList<JsonMembers> places, params ReadOnlySpan<string> names)
    {
        List<JsonMembers>? inner = null;
        foreach (JsonMembers place in places)
        {
            foreach (string name in names)
            {
                if (place.HoldsObjects(name) && !place.CanRead(name, DateMembers.Read))
                {
                    (inner ??= []).AddRange(place.Objects(name));
                }
            }
        }

        return inner ?? [];
    }

    internal static bool IsObject(this JsonMembers members, string name) => members.KindOf(name) == JsonTokenType.StartObject;

    /// <summary>Whether the member is an object or an array of objects only.</summary>
    internal static bool HoldsObjects(this JsonMembers members, string name) => members.HoldsOnly(name, JsonTokenType.StartObject);

    /// <summary>Whether the member is a text or an array of texts only.</summary>
    internal static bool HoldsTexts(this JsonMembers members, string name) => members.HoldsOnly(name, JsonTokenType.String);

    private static T? First<T>(IReadOnlyList<JsonMembers> places, ReadOnlySpan<string> names, Func<JsonValue, T?> read, string problem)
    {
        foreach (JsonMembers place in places)
        {
            foreach (string name in names)
            {
                if (place.CanRead(name, read))
                {
                    return place.Read(name, read, problem);
                }
            }
        }

        return default;
    }

    private static string? FilledText(JsonValue value) => JsonScalar.Text(value) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}

/// <summary>Reads dates.</summary>
internal static class DateMembers
{
    // Shorter numbers can be seconds, milliseconds or a calendar date without separators.
    private const long MinMilliseconds = 100_000_000_000;

    /// <summary>Reads a text. A text that is not a valid date is kept and is a problem.</summary>
    internal static HumanosDate? Date(this JsonMembers members, string name)
    {
        if (members.Text(name) is not { } text)
        {
            return null;
        }

        var date = HumanosDate.Read(text);
        if (date.Value is null)
        {
            members.AddProblem(name, EventProblem.NoDate);
        }

        return date;
    }

    /// <summary>A valid date: a text, milliseconds since 1970 as a number, or an object with year, month and day. Null otherwise.</summary>
    internal static HumanosDate? Read(JsonValue value) => value.Type switch
    {
        JsonTokenType.String => JsonScalar.Text(value) is { } text && HumanosDate.Read(text) is { Value: not null } date ? date : null,
        JsonTokenType.Number => Milliseconds(value),
        JsonTokenType.StartObject => Parts(value),
        _ => null,
    };

    private static HumanosDate? Milliseconds(JsonValue value)
    {
        string text = Encoding.UTF8.GetString(value.Text.Span);
        bool isTime = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long milliseconds)
            && Math.Abs((decimal)milliseconds) is >= MinMilliseconds and < 100 * MinMilliseconds;
        return isTime ? new HumanosDate(DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime), text) : null;
    }

    private static HumanosDate? Parts(JsonValue value)
    {
        Dictionary<string, int> parts = [];
        foreach ((string name, JsonValue part) in value.Members())
        {
            if (name is not ("year" or "month" or "day") || JsonScalar.Number(part) is not { } number || number != (int)Math.Clamp(number, 0, 9999))
            {
                return null;
            }

            parts[name] = (int)number;
        }

        return parts.Count == 3 && IsDate(parts["year"], parts["month"], parts["day"])
            ? new HumanosDate(new DateOnly(parts["year"], parts["month"], parts["day"]), Encoding.UTF8.GetString(value.Text.Span))
            : null;
    }

    private static bool IsDate(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
}
