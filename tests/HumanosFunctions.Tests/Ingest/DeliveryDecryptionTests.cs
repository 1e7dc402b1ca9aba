using Humanos.Webhooks;
using HumanosFunctions.Ingest;
using HumanosFunctions.Secrets;

namespace HumanosFunctions.Tests.Ingest;

public sealed class DeliveryDecryptionTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Sender _sender = new();
    private readonly EncryptionKey _old = EncryptionKey.Derive(Sender.EncryptionSecret, "the old salt", "old");
    private readonly EncryptionKey _new = EncryptionKey.Derive(Sender.EncryptionSecret, Sender.EncryptionSalt, "new");

    public void Dispose()
    {
        _sender.Dispose();
        _old.Dispose();
        _new.Dispose();
    }

    [Fact]
    public async Task A_delivery_encrypted_with_a_secret_that_just_appeared_is_opened()
    {
        var source = new RotatingSource(new WebhookSecrets([], [_new, _old]));

        DecryptionResult result = await OpenAsync(source, _sender.Seal("{}"u8, Now), _old);

        Assert.Equal("new", Assert.IsType<DecryptionResult.Decrypted>(result).Key.Generation);
    }

    [Fact]
    public async Task A_delivery_that_fits_asks_for_nothing_newer_and_neither_does_one_that_is_no_envelope()
    {
        var source = new RotatingSource(new WebhookSecrets([], [_old]));

        Assert.IsType<DecryptionResult.Decrypted>(await OpenAsync(source, _sender.Seal("{}"u8, Now), _new));
        Assert.IsType<DecryptionResult.NotAnEnvelope>(await OpenAsync(source, _sender.Sign("{}"u8.ToArray(), Sender.Milliseconds(Now)), _new));
        Assert.Equal(0, source.Renewals);
    }

    [Fact]
    public async Task Without_newer_secrets_no_key_fits() =>
        Assert.IsType<DecryptionResult.NoKeyFits>(await OpenAsync(new RotatingSource(newer: null), _sender.Seal("{}"u8, Now), _old));

    private async Task<DecryptionResult> OpenAsync(RotatingSource source, SealedDelivery delivery, EncryptionKey key)
    {
        var received = new ReceivedDelivery(delivery.Timestamp, delivery.Signature, delivery.Body);
        var verified = (VerificationResult.Verified)new DeliveryVerifier(TimestampWindow.Default).Verify(received, [_sender.SignatureKey], Now);
        return await new DeliveryAuthenticator(new DeliveryVerifier(TimestampWindow.Default), source).DecryptAsync(verified.Delivery, new WebhookSecrets([], [key]), CancellationToken.None);
    }
}
