using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using Testing.Deliveries;

namespace Humanos.Webhooks.Tests;

/// <summary>A delivery is accepted only if an accepted generation signed exactly these bytes within the window.</summary>
public sealed class GenuinePropertyTests
{
    private static readonly Gen<DateTimeOffset> Times =
        from milliseconds in Gen.Choose(0, int.MaxValue - 1)
        from ticks in Gen.Elements(0, 0, 1, 5_000, 9_999)
        select Given.Now.AddMilliseconds(milliseconds).AddTicks(ticks);

    private readonly ConcurrentDictionary<string, int> _verdicts = new();

    [Fact]
    public void A_delivery_is_accepted_exactly_where_it_is_genuine()
    {
        int cases = Effort.Of(everyRun: 2_000, longRun: 400_000);

        DeliveryAttempts
            .Of(Times, DeliveryAttempts.AnySkews, DeliveryAttempts.AnySecrets, DeliveryAttempts.AnyBodies)
            .CheckEach(cases, AssertJudgedRightly);

        int accepted = _verdicts.GetValueOrDefault("Accepted");
        Assert.True(accepted > cases / 10 && accepted < cases * 4 / 5, $"{accepted} of {cases} were accepted");
        Assert.Equal(Enum.GetNames<RejectionReason>().Length + 1, _verdicts.Count);
        LongReport.Write("genuine-property", Table(cases));
    }

    private void AssertJudgedRightly(DeliveryAttempt attempt)
    {
        SignatureKey[] keys = [.. attempt.AcceptedSecrets.Select(secret => new SignatureKey(secret, secret))];

        VerificationResult result = Given.Verifier.Verify(
            new ReceivedDelivery(attempt.Timestamp, attempt.Signature, attempt.Body), keys, attempt.Now);

        var verified = result as VerificationResult.Verified;
        Assert.True(SignatureOracle.GenuineFor(attempt) == verified?.Key.Generation, $"judged as {Verdict(result)}");
        Assert.True(verified is null || IsUnchanged(verified.Delivery, attempt), "verified is not what was sent");
        _verdicts.AddOrUpdate(Verdict(result), 1, (_, count) => count + 1);
    }

    private static bool IsUnchanged(VerifiedDelivery delivery, DeliveryAttempt attempt) =>
        delivery.Timestamp == attempt.Timestamp && delivery.Body.Span.SequenceEqual(attempt.Body);

    private static string Verdict(VerificationResult result) =>
        result is VerificationResult.Rejected rejected ? rejected.Reason.ToString() : "Accepted";

    private string Table(int cases) => string.Join(
        Environment.NewLine,
        [
            $"### Accepted exactly where genuine: {cases:N0} random deliveries",
            "",
            "| verdict | cases |",
            "|---|---:|",
            .. _verdicts.OrderByDescending(verdict => verdict.Value).Select(verdict => $"| {verdict.Key} | {verdict.Value:N0} |"),
        ]);
}
