namespace Humanos.Webhooks.Tests;

public sealed class DecryptedEventTests
{
    private const int Large = 200 * 1024;

    [Theory]
    [InlineData(100)]
    [InlineData(Large)]
    public void After_disposing_nobody_gets_at_memory_that_may_hold_another_event(int length)
    {
        DecryptedEvent decrypted = Open('a', length);
        decrypted.Dispose();
        decrypted.Dispose();

        Assert.Throws<ObjectDisposedException>(() => decrypted.Json);
    }

    [Fact]
    public void Large_events_that_are_open_at_once_have_memory_of_their_own_however_often_others_are_disposed_of()
    {
        DecryptedEvent gone = Open('x', Large);
        gone.Dispose();
        gone.Dispose();

        DecryptedEvent[] open = [.. "abcdef".Select(letter => Open(letter, Large))];

        Assert.All("abcdef".Zip(open), pair => Assert.False(pair.Second.Json.Span.ContainsAnyExcept((byte)pair.First)));
    }

    [Fact]
    public void A_large_plaintext_is_overwritten_before_its_memory_is_lent_again()
    {
        DecryptedEvent decrypted = Open('a', Large);
        ReadOnlyMemory<byte> kept = decrypted.Json;
        decrypted.Dispose();

        Assert.False(kept.Span.Contains((byte)'a'));
    }

    private static DecryptedEvent Open(char letter, int length)
    {
        byte[] plaintext = [.. Enumerable.Repeat((byte)letter, length)];
        ReceivedDelivery delivery = Given.Signed(EnvelopeEncryptor.Encrypt(plaintext, Given.EncryptionKey, ivLength: 12));
        var verified = (VerificationResult.Verified)Given.Verifier.Verify(delivery, [Given.SignatureKey], Given.Now);
        return ((DecryptionResult.Decrypted)EnvelopeDecryptor.Decrypt(verified.Delivery, [Given.EncryptionKey])).Event;
    }
}
