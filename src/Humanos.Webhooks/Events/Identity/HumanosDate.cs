using System.Globalization;

namespace Humanos.Webhooks;

/// <summary>A calendar date: read where it can be, and always as it was sent.</summary>
/// <param name="Value">
/// Read from <c>yyyy-mm-dd</c>, from an ISO 8601 date-time (its date as written, since a birthday has no time zone) and, in
/// v0-process, from <c>dd-mm-yyyy</c>. Null where the text is no date.
/// </param>
/// <param name="Text">As sent.</param>
public sealed record HumanosDate(DateOnly? Value, string Text)
{
    private const int DateLength = 10;

    internal static HumanosDate Read(string text) => new(ReadIso(text) ?? ReadExact(text, "dd-MM-yyyy"), text);

    private static DateOnly? ReadIso(string text) =>
        text.Length == DateLength || TimeText.Read(text) is not null
            ? ReadExact(text.AsSpan(0, DateLength), "yyyy-MM-dd")
            : null;

    private static DateOnly? ReadExact(ReadOnlySpan<char> text, string format) =>
        DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : null;
}
