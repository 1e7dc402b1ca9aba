using System.Text;
using Humanos.Webhooks;

// Reads deliveries from standard input, one a line, TIMESTAMP SIGNATURE BODY, and prints for each what it holds.
// The arguments are the three secrets: signature secret, encryption secret, salt.
var verifier = new DeliveryVerifier(TimestampWindow.Default);
using var signatureKey = new SignatureKey(args[0], "current");
using EncryptionKey encryptionKey = EncryptionKey.Derive(args[1], args[2], "current");
Console.WriteLine(Environment.Version.Major);

while (Console.ReadLine() is { } line)
{
    string[] parts = line.Split(' ', 3);
    Console.WriteLine(Read(new ReceivedDelivery(parts[0], parts[1], Encoding.UTF8.GetBytes(parts[2]))));
}

string Read(ReceivedDelivery delivery)
{
    VerificationResult verification = verifier.Verify(delivery, [signatureKey], DateTimeOffset.UtcNow);
    if (verification is not VerificationResult.Verified verified)
    {
        return verification is VerificationResult.Rejected rejected ? $"rejected {rejected.Reason}" : "impossible";
    }

    DecryptionResult decryption = EnvelopeDecryptor.Decrypt(verified.Delivery, [encryptionKey]);
    if (decryption is not DecryptionResult.Decrypted decrypted)
    {
        return decryption is DecryptionResult.NotAnEnvelope no ? $"no envelope {no.Fault}" : "no key fits";
    }

    using DecryptedEvent plain = decrypted.Event;
    return HumanosEvent.Parse(plain.Json.ToArray()) is EventParsing.Parsed { Event: var humanosEvent }
        ? $"{humanosEvent.GetType().Name} {humanosEvent.RequestId}"
        : "no event";
}
