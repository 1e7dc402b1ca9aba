using System.Security.Cryptography;

namespace Humanos.Webhooks.Tests.Keys;

/// <summary>Many deliveries use a key concurrently.</summary>
public sealed class SharedKeyTests
{
    private const int Threads = 8;
    private const int Rounds = 400;

    [Theory]
    [InlineData(12)]
    [InlineData(16)]
    public void Many_deliveries_at_once_are_each_verified_and_decrypted_as_if_alone(int ivLength)
    {
        using var signatureKey = new SignatureKey("shared-secret", "shared");
        using var encryptionKey = EncryptionKey.FromBytes(RandomNumberGenerator.GetBytes(32), "shared");
        var verifier = new DeliveryVerifier(TimestampWindow.Default);

        Parallel.For(0, Threads, thread =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                byte[] plaintext = RandomNumberGenerator.GetBytes(1 + ((thread * Rounds) + round) % 700);
                byte[] body = EnvelopeEncryptor.Encrypt(plaintext, encryptionKey, ivLength);
                var delivery = new ReceivedDelivery(Given.Timestamp, DeliverySigner.Sign(Given.Timestamp, body, signatureKey), body);

                var verified = Assert.IsType<VerificationResult.Verified>(verifier.Verify(delivery, [signatureKey], Given.Now));
                var decrypted = Assert.IsType<DecryptionResult.Decrypted>(EnvelopeDecryptor.Decrypt(verified.Delivery, [encryptionKey]));
                Assert.Equal(plaintext, decrypted.Event.Json.ToArray());

                body[^30] ^= 1;
                Assert.IsType<VerificationResult.Rejected>(verifier.Verify(delivery, [signatureKey], Given.Now));
            }
        });
    }
}
