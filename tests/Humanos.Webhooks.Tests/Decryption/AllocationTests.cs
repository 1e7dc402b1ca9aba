namespace Humanos.Webhooks.Tests;

public sealed class AllocationTests
{
    private const int LittleMore = 2 * 1024;

    [Theory]
    [InlineData(2 * 1024, 12)]
    [InlineData(2 * 1024, 16)]
    [InlineData(768 * 1024, 12)]
    [InlineData(768 * 1024, 16)]
    public void Accepting_a_delivery_allocates_the_plaintext_and_little_more(int plaintextLength, int ivLength)
    {
        byte[] plaintext = [.. "{\"eventType\":\"test\",\"fill\":\""u8, .. Enumerable.Repeat((byte)'x', plaintextLength - 30), .. "\"}"u8];
        ReceivedDelivery delivery = Given.Signed(EnvelopeEncryptor.Encrypt(plaintext, Given.EncryptionKey, ivLength));

        // The first rounds compile code and fill pools; the collector may empty a pool at any time, hence the least of several.
        long least = Enumerable.Range(0, 20).Min(_ => Measure(delivery));

        Assert.InRange(least, plaintextLength, plaintextLength + LittleMore);
    }

    private static long Measure(ReceivedDelivery delivery)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var verified = (VerificationResult.Verified)Given.Verifier.Verify(delivery, [Given.SignatureKey], Given.Now);
        var decrypted = (DecryptionResult.Decrypted)EnvelopeDecryptor.Decrypt(verified.Delivery, [Given.EncryptionKey]);
        RoutingFacts? facts = RoutingFacts.Read(decrypted.Event);
        long after = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("test", facts?.EventType);
        return after - before;
    }
}
