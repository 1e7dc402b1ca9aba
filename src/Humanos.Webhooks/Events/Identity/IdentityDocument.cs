using System.Globalization;

namespace Humanos.Webhooks;

/// <summary>
/// The data of an identity document. Properties are null if the version does not have them or the payload has null. Versions after
/// 2026-05-17 are announced as a structured document whose shape is not published, so values are also read from nested objects.
/// </summary>
public sealed class IdentityDocument
{
    internal IdentityDocument()
    {
    }

    /// <summary>All versions.</summary>
    public string? FullName { get; internal init; }

    /// <summary>All versions: M, F or O.</summary>
    public string? Gender { get; internal init; }

    /// <summary>All versions: <c>dd-mm-yyyy</c> in v0-process, ISO 8601 since.</summary>
    public HumanosDate? Birth { get; internal init; }

    /// <summary>All versions.</summary>
    public string? DocId { get; internal init; }

    /// <summary>Since v0-subject: the full number, including the parts that <see cref="DocId"/> omits.</summary>
    public string? FullDocId { get; internal init; }

    /// <summary>All versions.</summary>
    public HumanosDate? ExpiresAt { get; internal init; }

    /// <summary>All versions.</summary>
    public HumanosDate? IssueDate { get; internal init; }

    /// <summary>All versions.</summary>
    public string? PlaceOfBirth { get; internal init; }

    /// <summary>Since v0-subject: an open list.</summary>
    public IdentityDocumentType? DocumentType { get; internal init; }

    /// <summary>All versions: ISO 3166-1 alpha-3; as sent if it is read from a nested object.</summary>
    public string? CountryAlpha3 { get; internal init; }

    /// <summary>Announced for versions after 2026-05-17: the country of birth, as sent.</summary>
    public string? CountryOfBirth { get; internal init; }

    /// <summary>Announced for versions after 2026-05-17: the nationalities, as sent.</summary>
    public IReadOnlyList<string> Nationalities { get; internal init; } = [];

    /// <summary>Announced for versions after 2026-05-17: the addresses of the person.</summary>
    public IReadOnlyList<PostalAddress> Addresses { get; internal init; } = [];

    /// <summary>v0-process.</summary>
    public string? TaxNumber { get; internal init; }

    /// <summary>v0-process.</summary>
    public string? HealthNumber { get; internal init; }

    /// <summary>v0-process.</summary>
    public string? SocialSecurityNumber { get; internal init; }

    /// <summary>v0-process. Published examples contain only null, so the format is not known.</summary>
    public string? Photo { get; internal init; }

    /// <summary>v0-process: <see cref="HeightText"/> as a number, with a decimal comma or point. The unit is not documented.</summary>
    public decimal? Height { get; internal init; }

    /// <summary>v0-process: the height as sent, such as <c>1,79</c>.</summary>
    public string? HeightText { get; internal init; }

    /// <summary>v0-process.</summary>
    public string? DocumentDiscriminator { get; internal init; }

    /// <summary>v0-process: the machine-readable zone.</summary>
    public string? MrzText { get; internal init; }
}

/// <summary>An address of a person. The shape is not published. Members that no property represents are unknown members.</summary>
public sealed class PostalAddress
{
    internal PostalAddress()
    {
    }

    /// <summary>The kind of the address, as sent.</summary>
    public string? Type { get; internal init; }

    /// <summary>The whole address as one text.</summary>
    public string? Text { get; internal init; }

    /// <summary>The street and the number of the house.</summary>
    public string? Street { get; internal init; }

    /// <summary>The postal code.</summary>
    public string? PostalCode { get; internal init; }

    /// <summary>The city or town.</summary>
    public string? City { get; internal init; }

    /// <summary>The region, state or province.</summary>
    public string? Region { get; internal init; }

    /// <summary>The country, as sent.</summary>
    public string? Country { get; internal init; }
}

/// <summary>The kind of an identity document: an open list, compared by its text. The values are documented since v0-subject.</summary>
/// <param name="Text">As sent.</param>
public readonly record struct IdentityDocumentType(string Text)
{
    /// <summary>A passport.</summary>
    public static IdentityDocumentType Passport { get; } = new("PASSPORT");

    /// <summary>A driver's licence.</summary>
    public static IdentityDocumentType DriverLicense { get; } = new("DRIVER_LICENSE");

    /// <inheritdoc/>
    public override string ToString() => Text ?? string.Empty;

    internal static IdentityDocumentType? From(string? text) => text is null ? null : new(text);
}

/// <summary>A calendar date: the parsed value and the text as sent.</summary>
/// <param name="Value">
/// The date, read from <c>yyyy-mm-dd</c>, from an ISO 8601 date-time (its date as written, because a birthday has no time zone), from
/// <c>dd-mm-yyyy</c> (v0-process), or from another form that has one meaning only: <c>dd.mm.yyyy</c>, <c>yyyy/mm/dd</c>, milliseconds since
/// 1970 as a number, or an object with year, month and day. Null if the text is not a valid date.
/// </param>
/// <param name="Text">The text as sent; the JSON text of a number or an object.</param>
public sealed record HumanosDate(DateOnly? Value, string Text)
{
    private const int DateLength = 10;

    internal static HumanosDate Read(string text) => new(
        ReadIso(text) ?? ReadExact(text, "dd-MM-yyyy") ?? ReadExact(text, "dd.MM.yyyy") ?? ReadExact(text, "yyyy/MM/dd"), text);

    private static DateOnly? ReadIso(string text) =>
        text.Length == DateLength || TimeText.Read(text) is not null
            ? ReadExact(text.AsSpan(0, DateLength), "yyyy-MM-dd")
            : null;

    private static DateOnly? ReadExact(ReadOnlySpan<char> text, string format) =>
        DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : null;
}
