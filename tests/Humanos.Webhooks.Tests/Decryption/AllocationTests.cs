namespace Humanos.Webhooks.Tests;

public sealed class AllocationTests
{
    private const int LittleMore = 2 * 1024;

    [Theory]
    [InlineData(2 * 1024, 12)]
    [InlineData(2 * 1024, 16)]
    [InlineData(64 * 1024, 12)]
    public void Accepting_a_delivery_allocates_the_plaintext_and_little_more(int plaintextLength, int ivLength) =>
        Assert.InRange(MinOfSome(plaintextLength, ivLength), plaintextLength, plaintextLength + LittleMore);

    [Theory]
    [InlineData(200 * 1024, 12)]
    [InlineData(768 * 1024, 12)]
    [InlineData(768 * 1024, 16)]
    public void Accepting_a_large_delivery_leaves_not_even_the_plaintext_as_garbage(int plaintextLength, int ivLength) =>
        Assert.InRange(MinOfSome(plaintextLength, ivLength), 0, LittleMore);

    private static long MinOfSome(int plaintextLength, int ivLength)
    {
        byte[] plaintext = [.. "{\"eventType\":\"test\",\"fill\":\""u8, .. Enumerable.Repeat((byte)'x', plaintextLength - 30), .. "\"}"u8];
        ReceivedDelivery delivery = Given.Signed(EnvelopeEncryptor.Encrypt(plaintext, Given.EncryptionKey, ivLength));

        // The first rounds compile code and fill pools, and the garbage collector can trim a pool at any time. Use the minimum.
        return Enumerable.Range(0, 20).Min(_ => Measure(delivery));
    }

    private static long Measure(ReceivedDelivery delivery)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var verified = (VerificationResult.Verified)Given.Verifier.Verify(delivery, [Given.SignatureKey], Given.Now);
        var decrypted = (DecryptionResult.Decrypted)EnvelopeDecryptor.Decrypt(verified.Delivery, [Given.EncryptionKey]);
        using DecryptedEvent opened = decrypted.Event;
        RoutingFacts? facts = RoutingFacts.Read(opened);
        opened.Dispose();
        long after = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("test", facts?.EventType);
        return after - before;
    }
}
