using System.Text;

namespace Humanos.Webhooks.Tests;

/// <summary>
/// The signatures from the tests of Humanos' agent SDK. To recompute one: <c>printf '%s' "TIMESTAMP.BODY" | openssl dgst
/// -sha256 -hmac golden-secret</c>, without the period if there is no body.
/// </summary>
public sealed class HumanosVectorTests
{
    private const string Secret = "golden-secret";
    private const string Timestamp = "1757160000000";

    private const string Request = """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""";
    private const string SignatureOfRequest = "f7a8074de721ee70b3e10b608bebc1525104bbca35fbc9846cc6aeb408830cc4";
    private const string SignatureOfNothing = "acb6b889636f5befc590317a2bdbaf93a0f741697f66d68d32470a6ffd24bf19";

    private static readonly DateTimeOffset SignedAt = DateTimeOffset.FromUnixTimeMilliseconds(1_757_160_000_000);

    [Theory]
    [InlineData(Request, SignatureOfRequest)]
    [InlineData("", SignatureOfNothing)]
    public void The_signer_makes_the_signature(string body, string signature)
    {
        using var key = new SignatureKey(Secret, "golden");

        Assert.Equal(signature, DeliverySigner.Sign(Timestamp, Encoding.UTF8.GetBytes(body), key));
    }

    [Theory]
    [InlineData(Request, SignatureOfRequest)]
    [InlineData("", SignatureOfNothing)]
    public void The_verifier_takes_the_signature(string body, string signature) =>
        Assert.IsType<VerificationResult.Verified>(Verify(body, signature));

    [Theory]
    [InlineData(Request, SignatureOfNothing)]
    [InlineData("", SignatureOfRequest)]
    [InlineData(Request + " ", SignatureOfRequest)]
    public void The_verifier_refuses_it_for_another_body(string body, string signature) =>
        Assert.Equal(RejectionReason.SignatureMismatch, Assert.IsType<VerificationResult.Rejected>(Verify(body, signature)).Reason);

    private static VerificationResult Verify(string body, string signature)
    {
        using var key = new SignatureKey(Secret, "golden");
        return new DeliveryVerifier(TimestampWindow.Default)
            .Verify(new ReceivedDelivery(Timestamp, signature, Encoding.UTF8.GetBytes(body)), [key], SignedAt);
    }
}
