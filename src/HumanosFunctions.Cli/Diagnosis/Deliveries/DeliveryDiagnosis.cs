using System.Globalization;
using Humanos.Webhooks;
using HumanosFunctions.Cli.Diagnosis.Report;
using HumanosFunctions.Cli.Diagnosis.Secrets;
using HumanosFunctions.Ingest;

namespace HumanosFunctions.Cli.Diagnosis.Deliveries;

/// <summary>Why a delivery is refused, or that it would be accepted, with what to do.</summary>
/// <param name="Refusal">How the app would refuse it; null if it would accept it.</param>
public sealed record DeliveryDiagnosis(Refusal? Refusal, IReadOnlyList<Finding> Findings)
{
    private const string DashboardTodo = "Copy the signature secret from the Humanos dashboard again, for the organization that sends, and set it.";

    /// <param name="secrets">What the delivery is held to.</param>
    /// <param name="window">How far its time may be from <paramref name="now"/>.</param>
    /// <param name="limit">Ends the search; what was not tried by then is not named.</param>
    public static DeliveryDiagnosis Of(
        CapturedRequest request, KnownSecrets secrets, TimestampWindow window, DateTimeOffset now, CancellationToken limit)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentNullException.ThrowIfNull(window);
        Finding[] shape = [.. Shape(request)];
        if (request.Body.Length == 0 && request.One("Transfer-Encoding") is not null)
        {
            return new(Refusal.Of(new DeliveryReading.ChunkedBodyMissing()), [.. shape, Finding.Problem(
                "The body was sent in chunks and did not arrive.",
                "The Functions host passes an empty body to the app if the body is chunked.",
                "Make the proxy in front of the app send the body with a Content-Length.")]);
        }

        (Refusal? refusal, Finding[] findings) = Signature(request, secrets, window, now, limit);
        (Refusal? unreadable, Finding[] body) = Body(request.Body, secrets, isGenuine: refusal is null, limit);
        return new(refusal ?? unreadable, [.. shape, .. findings, .. body]);
    }

    private static IEnumerable<Finding> Shape(CapturedRequest request)
    {
        if (!request.Method.Equals("POST", StringComparison.OrdinalIgnoreCase))
        {
            yield return Finding.Problem($"The method is {Shown(request.Method)}.", "Deliveries are POST requests; another method is answered with 404.", "Check what redirects or rewrites the request.");
        }

        foreach (string name in new[] { ReceivedDelivery.TimestampHeader, ReceivedDelivery.SignatureHeader }.Where(name => request.All(name).Count > 1))
        {
            yield return Finding.Problem($"The header {name} occurs {request.All(name).Count} times.", "The app cannot know which one was signed, so it accepts none.", "Find the proxy that adds it a second time.");
        }

        if (request.One("Content-Length") is { } length && length != request.Body.Length.ToString(CultureInfo.InvariantCulture))
        {
            yield return Finding.Problem(
                $"The body has {request.Body.Length} bytes, and Content-Length says {Shown(length)}.",
                "The recording does not have the body as it was sent, or the body was changed in transit.",
                "Record the request again with its body: curl --trace-ascii shows it, curl -v does not.");
        }
    }

    private static (Refusal? Refusal, Finding[] Findings) Signature(
        CapturedRequest request, KnownSecrets secrets, TimestampWindow window, DateTimeOffset now, CancellationToken limit)
    {
        string? timestamp = request.One(ReceivedDelivery.TimestampHeader), signature = request.One(ReceivedDelivery.SignatureHeader);
        var received = new ReceivedDelivery(timestamp, signature, request.Body);
        SignatureKey[] keys = [.. secrets.Signature.Where(secret => !string.IsNullOrWhiteSpace(secret.Text)).Select(secret => new SignatureKey(secret.Text, secret.Name))];
        try
        {
            VerificationResult result = new DeliveryVerifier(window).Verify(received, keys, now);
            return result is VerificationResult.Rejected rejected
                ? (Refusal.Of(result, received), [.. Explain(rejected, timestamp, signature, request.Body, secrets, limit)])
                : (null, [Finding.Ok($"The signature is genuine, made with {((VerificationResult.Verified)result).Key.Generation}."), Finding.Ok("The timestamp is within the tolerance.")]);
        }
        finally
        {
            Array.ForEach(keys, key => key.Dispose());
        }
    }

    private static IEnumerable<Finding> Explain(
        VerificationResult.Rejected rejected, string? timestamp, string? signature, byte[] body, KnownSecrets secrets, CancellationToken limit)
    {
        switch (rejected.Reason)
        {
            case RejectionReason.SignatureMissing:
                return [Finding.Problem($"There is no header {ReceivedDelivery.SignatureHeader}.", "The request is not a delivery of Humanos, or a proxy removes the header.", "Configure the proxy to pass headers that begin with x-.")];
            case RejectionReason.TimestampMissing:
                return [Finding.Problem($"There is no header {ReceivedDelivery.TimestampHeader}.", "The request is not a delivery of Humanos, or a proxy removes the header.", "Configure the proxy to pass headers that begin with x-.")];
            case RejectionReason.TimestampMalformed:
                return [Finding.Problem($"The timestamp has {timestamp!.Length} characters and is not 10 or 13 digits.", "Humanos sends milliseconds since 1970 in 13 digits.", "Correct the sender.")];
            case RejectionReason.TimestampTooOld:
            case RejectionReason.TimestampInFuture:
                return [Finding.Ok("The signature is genuine."), Clock(rejected.Skew!.Value)];
            default:
                return Search(timestamp ?? "", signature!, body, secrets, rejected, limit);
        }
    }

    private static Finding Clock(TimeSpan skew) => Finding.Problem(
        $"The delivery was signed {skew.Duration():c} {(skew < TimeSpan.Zero ? "before" : "after")} the time that it is compared with.",
        skew < TimeSpan.Zero ? "It is a late delivery or a replay, or this clock is ahead." : "This clock is behind, or the sender's clock is ahead.",
        "Compare both clocks with a time server. For an old recording, give the time of its arrival with --at.");

    private static IEnumerable<Finding> Search(
        string timestamp, string signature, byte[] body, KnownSecrets secrets, VerificationResult.Rejected rejected, CancellationToken limit)
    {
        if (SignatureSearch.Find(timestamp, signature, body, secrets, limit) is { Count: > 0 } faults)
        {
            return faults.Select(fault => fault.ToFinding());
        }

        if (rejected.Reason == RejectionReason.SignatureMalformed)
        {
            return [Finding.Problem($"The signature has {signature.Length} characters and is not 64 hex digits.", "Something rewrites the header, or the sender is not Humanos.", "Send the signature as 64 hex digits.")];
        }

        return EnvelopeSearch.Find(body, secrets, limit).Faults is not null
            ? [Finding.Problem(
                "No known signature secret matches, but your encryption secret decrypts the body.",
                "The delivery is for your organization: the configured signature secret is a different one, or the signature or timestamp header was changed.",
                DashboardTodo)]
            : [Finding.Problem(
                "No known secret matches, neither for the signature nor for the body.",
                "The delivery is signed for another organization or environment, or it is forged.",
                DashboardTodo)];
    }

    private static (Refusal? Refusal, Finding[] Findings) Body(byte[] body, KnownSecrets secrets, bool isGenuine, CancellationToken limit)
    {
        (DecryptionResult result, IReadOnlyList<Fault>? faults) = EnvelopeSearch.Find(body, secrets, limit);
        switch (result)
        {
            case DecryptionResult.NotAnEnvelope broken:
                return (new Refusal(IngestOutcome.NotAnEnvelope, broken.Fault.ToString(), body.Length), [Finding.Problem(
                    $"The body is not an envelope: {Text(broken.Fault)}.", "Humanos sends a JSON object with iv, data and tag, each base64.", "Check that encryption is on for the webhook at Humanos, and that nothing decrypts or rewrites the body in transit.")]);
            case DecryptionResult.Decrypted decrypted:
                using (decrypted.Event)
                {
                    Finding[] found = [.. faults!.Select(fault => fault.ToFinding())];
                    return found.Length > 0 ? (new Refusal(IngestOutcome.Unreadable, nameof(DecryptionResult.NoKeyFits), body.Length), found) : Plaintext(decrypted.Event.Json, body.Length);
                }

            default:
                return (new Refusal(IngestOutcome.Unreadable, nameof(DecryptionResult.NoKeyFits), body.Length), isGenuine
                    ? [Finding.Problem("No known pair of encryption secret and salt decrypts the body.", "The secret or the salt was replaced at Humanos, or belongs to another organization.", "Copy both from the Humanos dashboard again, and set them.")]
                    : [Finding.Unknown("No known pair of encryption secret and salt decrypts the body.", "This is expected if the delivery is not for your organization.")]);
        }
    }

    // As the app reads it: with a byte order mark, and of any depth.
    private static (Refusal? Refusal, Finding[] Findings) Plaintext(ReadOnlyMemory<byte> json, int length) => HumanosEvent.Parse(json) is EventParsing.Parsed
        ? (null, [Finding.Ok($"Your encryption secret decrypts the body, which is a JSON object of {json.Length} bytes.")])
        : (new Refusal(IngestOutcome.Unreadable, nameof(Refusal.NotAnObject), length), [NoObject()]);

    private static Finding NoObject() => Finding.Problem(
        "Your encryption secret decrypts the body, but it is not a JSON object.", "The delivery is genuine, and it is quarantined.", "Ask Humanos.");

    private static string Text(EnvelopeFault fault) => fault switch
    {
        EnvelopeFault.NotJson => "it is not well-formed JSON",
        EnvelopeFault.NotAnObject => "it is JSON, but no object",
        EnvelopeFault.MemberMissing => "iv, data or tag is missing",
        EnvelopeFault.MemberNotString => "iv, data or tag is not a string",
        EnvelopeFault.InvalidBase64 => "iv, data or tag is not base64",
        EnvelopeFault.IvEmpty => "the IV is empty",
        _ => "the tag has fewer than 12 or more than 16 bytes",
    };

    // A recording can contain anything: control characters are removed, and the text is limited.
    private static string Shown(string text) => new([.. text.Take(20).Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '?')]);
}
