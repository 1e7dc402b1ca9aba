using System.Text.RegularExpressions;
using Humanos.Webhooks;
using HumanosFunctions.Ingest;

namespace HumanosFunctions.Tests.Ingest;

/// <summary>Every reason for a refusal has a code, and docs/refusals.md explains each.</summary>
public sealed partial class RefusalCodeTests
{
    public static TheoryData<string> Refusals => [.. All().Select(refusal => $"{refusal.Outcome} {refusal.Reason}")];

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_refusal_is_in_the_table_with_its_code_and_its_status(string name)
    {
        Refusal refusal = All().Single(refusal => $"{refusal.Outcome} {refusal.Reason}" == name);
        string code = RefusalCode.Of(refusal);

        Assert.Contains((code, refusal.Reason), Documented());
        Assert.StartsWith($"H{(int)IngestAnswer.For(refusal.Outcome).Status}-", code, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_has_each_code_once_and_nothing_else() =>
        Assert.Equal(RefusalCode.All.Order(StringComparer.Ordinal), Documented().Select(row => row.Code).Order(StringComparer.Ordinal));

    // Everything that refuses, by its own enumeration or type.
    private static IEnumerable<Refusal> All() =>
    [
        .. Enum.GetNames<RejectionReason>().Select(reason => new Refusal(IngestOutcome.NotGenuine, reason)),
        .. Enum.GetNames<EnvelopeFault>().Select(fault => new Refusal(IngestOutcome.NotAnEnvelope, fault)),
        Refusal.Of(new DeliveryReading.TooLarge()), Refusal.Of(new DeliveryReading.TooSlow()),
        Refusal.Of(new DeliveryReading.Truncated()), Refusal.Of(new DeliveryReading.ChunkedBodyMissing()),
        new Refusal(IngestOutcome.Unreadable, nameof(DecryptionResult.NoKeyFits)), new Refusal(IngestOutcome.Unreadable, nameof(Refusal.NotAnObject)),
        .. typeof(Refusal).GetProperties(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public)
            .Where(known => known.PropertyType == typeof(Refusal)).Select(known => (Refusal)known.GetValue(null)!),
    ];

    private static IEnumerable<(string Code, string Reason)> Documented() => File
        .ReadLines(RepositoryFiles.Path("docs", "refusals.md"))
        .Select(line => Row().Match(line))
        .Where(row => row.Success)
        .Select(row => (row.Groups[1].Value, row.Groups[2].Value));

    [GeneratedRegex("^\\| `(H\\d{3}-\\d+)` \\| `(\\w+)` \\|")]
    private static partial Regex Row();
}
