using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Testing.Deliveries;

/// <summary>Deliveries signed with another secret, over other bytes, or over a timestamp in another form.</summary>
public static class SigningTricks
{
    private const string ArabicDigits = "٠١٢٣٤٥٦٧٨٩";
    private const string FullWidthDigits = "０１２３４５６７８９";

    public static IReadOnlyList<Trick> All { get; } =
    [
        new("another generation", (draft, choice) => draft with { Secret = draft.Secrets[choice % draft.Secrets.Count] }),
        new("retired generation", (draft, choice) => draft with { Secret = $"retired {choice}" }),
        new("secret with a space", (draft, _) => draft with { Secret = draft.Secret + " " }),
        new("secret in another case", (draft, choice) => draft with { Secret = Trick.At(draft.Secret, choice, SwapCase) }),
        new("empty secret", (draft, _) => draft with { Secret = string.Empty }),
        new("[object Object]", (draft, _) => draft with { SignedBytes = Bytes(draft.Timestamp + ".[object Object]") }),
        new("JSON written anew", (draft, _) => draft with { SignedBytes = [.. Bytes(draft.Timestamp + "."), .. WrittenAnew(draft.Body)] }),
        new("body alone", (draft, _) => draft with { SignedBytes = draft.Body }),
        new("timestamp alone", (draft, _) => draft with { SignedBytes = Bytes(draft.Timestamp ?? string.Empty) }),
        new("timestamp and stop", (draft, _) => draft with { SignedBytes = Bytes(draft.Timestamp + ".") }),
        new("no stop", (draft, _) => draft with { SignedBytes = [.. Bytes(draft.Timestamp ?? string.Empty), .. draft.Body] }),
        new("seconds", (draft, _) => draft with { Timestamp = Seconds(draft) }),
        new("microseconds", (draft, _) => draft with { Timestamp = draft.Timestamp + "000" }),
        new("leading zeros", (draft, choice) => draft with { Timestamp = new string('0', 1 + (choice % 4)) + draft.Timestamp }),
        new("seconds with zeros", (draft, _) => draft with { Timestamp = "000" + Seconds(draft) }),
        new("plus sign", (draft, choice) => draft with { Timestamp = "+" + draft.Timestamp![(choice % 2)..] }),
        new("minus sign", (draft, choice) => draft with { Timestamp = "-" + draft.Timestamp![(choice % 2)..] }),
        new("decimal point", (draft, _) => draft with { Timestamp = Seconds(draft) + ".00" }),
        new("spaces", (draft, choice) => draft with { Timestamp = choice % 2 == 0 ? " " + draft.Timestamp![1..] : draft.Timestamp![..^1] + "\t" }),
        new("Arabic digits", (draft, choice) => draft with { Timestamp = Trick.At(draft.Timestamp!, choice, digit => ArabicDigits[digit - '0']) }),
        new("full-width digits", (draft, choice) => draft with { Timestamp = Trick.At(draft.Timestamp!, choice, digit => FullWidthDigits[digit - '0']) }),
        new("thousands separators", (draft, _) => draft with { Timestamp = draft.SignedAt.ToUnixTimeSeconds().ToString("N0", CultureInfo.InvariantCulture) }),
        new("ISO 8601", (draft, _) => draft with { Timestamp = draft.SignedAt.ToString("O", CultureInfo.InvariantCulture) }),
        new("shorter timestamp", (draft, choice) => draft with { Timestamp = draft.Timestamp![..(choice % 13)] }),
        new("any digits", (draft, choice) => draft with { Timestamp = new string((char)('0' + (choice % 10)), choice % 20) }),
    ];

    private static string Seconds(Draft draft) => draft.SignedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static char SwapCase(char character) =>
        char.IsAsciiLetterLower(character) ? char.ToUpperInvariant(character) : char.ToLowerInvariant(character);

    // Like JSON.stringify(JSON.parse(body)): the same meaning, usually different bytes.
    private static byte[] WrittenAnew(byte[] body)
    {
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(JsonElement.Parse(body));
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
