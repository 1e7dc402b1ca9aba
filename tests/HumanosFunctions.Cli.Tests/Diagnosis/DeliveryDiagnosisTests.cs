using Humanos.Webhooks;
using HumanosFunctions.Cli.Diagnosis;
using HumanosFunctions.Cli.Diagnosis.Deliveries;
using HumanosFunctions.Cli.Diagnosis.Report;
using HumanosFunctions.Cli.Diagnosis.Secrets;
using HumanosFunctions.Cli.Sending;

namespace HumanosFunctions.Cli.Tests.Diagnosis;

/// <summary>Each fault that a delivery may have is named.</summary>
public sealed class DeliveryDiagnosisTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly SendingSecrets Secrets = new("an invented signature secret", Convert.ToBase64String("an invented encryption secret!!!"u8), "an invented salt");

    public static TheoryData<string> Faults => [.. DeliveryFault.All.Select(fault => fault.Name)];

    /// <summary>The fault, the reason of its refusal, and what the diagnosis says of it.</summary>
    public static TheoryData<string, string, string> NamedFaults => new()
    {
        { "wrong-secret", "SignatureMismatch", "your encryption secret decrypts the body" },
        { "wrong-organisation", "SignatureMismatch", "No known secret matches" },
        { "secret-newline", "SignatureMismatch", "lacks a line break at its end" },
        { "swapped-secrets", "SignatureMismatch", "the encryption secret in place of signature secret" },
        { "base64-signature", "SignatureMalformed", "is base64 instead of hex" },
        { "object-signed", "SignatureMismatch", "[object Object]" },
        { "body-signed", "SignatureMismatch", "the timestamp is missing from the signed text" },
        { "seconds-signed", "SignatureMismatch", "seconds were signed" },
        { "reformatted", "SignatureMismatch", "was re-formatted: compact JSON was signed" },
        { "reordered", "SignatureMismatch", "its members reordered: compact JSON was signed" },
        { "newline-added", "SignatureMismatch", "has a line break at its end that was not signed" },
        { "clock-behind", "TimestampTooOld", "was signed 2.00:00:00 before" },
        { "clock-ahead", "TimestampInFuture", "was signed 01:00:00 after" },
        { "no-signature", "SignatureMissing", "There is no header x-signature" },
        { "no-timestamp", "TimestampMissing", "There is no header x-timestamp" },
        { "plain", "MemberMissing", "iv, data or tag is missing" },
        { "chunked", "ChunkedBodyMissing", "sent in chunks" },
        { "wrong-key", "NoKeyFits", "No known pair of encryption secret and salt" },
        { "swapped-salt", "NoKeyFits", "the encryption salt in place of the encryption secret" },
        { "secret-as-text", "NoKeyFits", "was used as text" },
        { "not-json", "NotAnObject", "it is not a JSON object" },
    };

    [Theory]
    [MemberData(nameof(NamedFaults))]
    public async Task A_fault_is_named(string name, string reason, string finding)
    {
        DeliveryDiagnosis diagnosis = Diagnose(await CapturedAsync(name));

        Assert.Equal(reason, diagnosis.Refusal?.Reason);
        Assert.Contains(diagnosis.Findings, found => found.State == FindingState.Problem && found.What.Contains(finding, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("iv-16")]
    [InlineData("base64-url")]
    public async Task A_delivery_without_a_fault_would_be_accepted(string? name)
    {
        DeliveryDiagnosis diagnosis = Diagnose(await CapturedAsync(name));

        Assert.Null(diagnosis.Refusal);
        Assert.All(diagnosis.Findings, found => Assert.Equal(FindingState.Ok, found.State));
    }

    public static TheoryData<string> UnusualObjects => ["\uFEFF{\"eventType\":\"test\"}", $"{{\"eventType\":\"test\",\"deep\":{new string('[', 100)}{new string(']', 100)}}}"];

    [Theory]
    [MemberData(nameof(UnusualObjects))]
    public async Task An_unusual_object_that_the_app_accepts_would_be_accepted(string payload)
    {
        OutgoingDelivery delivery = Outgoing();
        delivery.Payload = System.Text.Encoding.UTF8.GetBytes(payload);

        Assert.Null(Diagnose(await CaptureAsync(delivery)).Refusal);
    }

    [Fact]
    public void Every_fault_is_tried_here()
    {
        IEnumerable<string> tried = NamedFaults.Select(row => (string)row[0]).Concat(["iv-16", "base64-url"]);

        Assert.Equal(DeliveryFault.All.Select(fault => fault.Name).Order(StringComparer.Ordinal), tried.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Two_faults_at_once_are_both_named()
    {
        OutgoingDelivery delivery = Outgoing();
        delivery.OnTheWay = body => [.. body, (byte)'\n'];
        delivery.Secrets = Secrets with { Signature = Secrets.Signature + "\n" };

        DeliveryDiagnosis diagnosis = Diagnose(await CaptureAsync(delivery));

        Assert.Equal(2, diagnosis.Findings.Count(found => found.State == FindingState.Problem));
    }

    [Fact]
    public async Task The_version_before_the_newest_is_named()
    {
        var known = new KnownSecrets([new("the newest signature secret", "another"), new("the signature secret before the newest", Secrets.Signature)], Known.Encryption, Known.Salt);

        DeliveryDiagnosis diagnosis = DeliveryDiagnosis.Of(await CapturedAsync(null), known, TimestampWindow.Default, Now, CancellationToken.None);

        Assert.Null(diagnosis.Refusal);
        Assert.Contains(diagnosis.Findings, found => found.What.Contains("the signature secret before the newest", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task No_finding_holds_a_secret_or_the_payload(string name)
    {
        string[] confidential = [Secrets.Signature, Secrets.Encryption, Secrets.Salt, "ada@example.com"];

        DeliveryDiagnosis diagnosis = Diagnose(await CapturedAsync(name));

        Assert.All(diagnosis.Findings, found => Assert.DoesNotContain(confidential, secret => found.ToString().Contains(secret, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{"iv":"AAAA","iv":"BBBB","data":"CCCC","tag":"DDDD"}""")]
    [InlineData("""{"iv":"\ud800","data":"CCCC","tag":"DDDD"}""")]
    [InlineData("{\"iv\":\"AAAA\",\"data\":")]
    [InlineData("[]")]
    [InlineData("")]
    public void A_body_that_cannot_be_written_again_is_diagnosed_all_the_same(string body)
    {
        KeyValuePair<string, string>[] headers = [new("x-timestamp", "1780315200000"), new("x-signature", new string('0', 64))];

        DeliveryDiagnosis diagnosis = Diagnose(new CapturedRequest("POST", "/api/webhook", headers, System.Text.Encoding.UTF8.GetBytes(body), At: null));

        Assert.Equal("SignatureMismatch", diagnosis.Refusal?.Reason);
    }

    [Fact]
    public async Task A_search_ends_at_its_limit()
    {
        DeliveryDiagnosis diagnosis = DeliveryDiagnosis.Of(await CapturedAsync("reordered"), Known, TimestampWindow.Default, Now, new CancellationToken(canceled: true));

        Assert.Equal("SignatureMismatch", diagnosis.Refusal?.Reason);
    }

    private static KnownSecrets Known { get; } = new(
        [new("the signature secret", Secrets.Signature)], [new("the encryption secret", Secrets.Encryption)], [new("the encryption salt", Secrets.Salt)]);

    private static DeliveryDiagnosis Diagnose(CapturedRequest request) =>
        DeliveryDiagnosis.Of(request, Known, TimestampWindow.Default, Now, CancellationToken.None);

    private static OutgoingDelivery Outgoing() => new() { Payload = """{"eventType":"test","contact":"ada@example.com"}"""u8.ToArray(), Secrets = Secrets, SignedAt = Now };

    private static Task<CapturedRequest> CapturedAsync(string? fault)
    {
        OutgoingDelivery delivery = Outgoing();
        DeliveryFault.All.SingleOrDefault(known => known.Name == fault)?.Apply(delivery);
        return CaptureAsync(delivery);
    }

    private static async Task<CapturedRequest> CaptureAsync(OutgoingDelivery delivery)
    {
        using HttpRequestMessage request = delivery.Build(new Uri("http://127.0.0.1/api/webhook"));
        IEnumerable<KeyValuePair<string, string>> headers = request.Headers.Concat(request.Content!.Headers).SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value)));
        byte[] body = delivery.IsChunked ? [] : await request.Content.ReadAsByteArrayAsync();
        return new CapturedRequest("POST", "/api/webhook", [.. headers], body, At: null);
    }
}
