using System.Text;
using Humanos.Webhooks;
using HumanosFunctions.Ingest;
using HumanosFunctions.Secrets;

namespace HumanosFunctions.Tests.Ingest;

public sealed class DeliveryAuthenticatorTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SignatureKey _old = new("the old secret", "old");
    private readonly SignatureKey _new = new("the new secret", "new");

    public void Dispose()
    {
        _old.Dispose();
        _new.Dispose();
    }

    [Fact]
    public async Task A_delivery_signed_with_a_secret_that_just_appeared_is_genuine_and_the_new_secrets_hold_for_it()
    {
        var source = new RotatingSource(new WebhookSecrets([_new, _old], []));

        (VerificationResult result, WebhookSecrets secrets) = await CheckAsync(source, Signed(_new));

        Assert.Equal("new", Assert.IsType<VerificationResult.Verified>(result).Key.Generation);
        Assert.Same(source.Newer, secrets);
    }

    [Fact]
    public async Task A_delivery_that_fits_asks_for_nothing_newer()
    {
        var source = new RotatingSource(new WebhookSecrets([_new], []));

        Assert.IsType<VerificationResult.Verified>((await CheckAsync(source, Signed(_old))).Result);
        Assert.Equal(0, source.Renewals);
    }

    [Fact]
    public async Task A_delivery_refused_for_another_reason_asks_for_nothing_newer()
    {
        var source = new RotatingSource(new WebhookSecrets([_new], []));

        Assert.IsType<VerificationResult.Rejected>((await CheckAsync(source, new ReceivedDelivery("nonsense", "nonsense", "{}"u8.ToArray()))).Result);
        Assert.Equal(0, source.Renewals);
    }

    [Fact]
    public async Task Without_newer_secrets_the_refusal_stays()
    {
        (VerificationResult result, _) = await CheckAsync(new RotatingSource(newer: null), Signed(_new));

        Assert.Equal(RejectionReason.SignatureMismatch, Assert.IsType<VerificationResult.Rejected>(result).Reason);
    }

    private ValueTask<(VerificationResult Result, WebhookSecrets Secrets)> CheckAsync(RotatingSource source, ReceivedDelivery delivery) =>
        new DeliveryAuthenticator(new DeliveryVerifier(TimestampWindow.Default), source).VerifyAsync(delivery, new WebhookSecrets([_old], []), Now, CancellationToken.None);

    private static ReceivedDelivery Signed(SignatureKey key)
    {
        byte[] body = Encoding.UTF8.GetBytes("{}");
        string timestamp = Sender.Milliseconds(Now);
        return new ReceivedDelivery(timestamp, DeliverySigner.Sign(timestamp, body, key), body);
    }
}

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

/// <summary>Has newer secrets for whoever asks, and counts who did.</summary>
internal sealed class RotatingSource(WebhookSecrets? newer) : ISecretSource
{
    public WebhookSecrets? Newer { get; } = newer;

    public int Renewals { get; private set; }

    public ValueTask<WebhookSecrets?> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Newer);

    public ValueTask<WebhookSecrets?> RenewAsync(WebhookSecrets known, CancellationToken cancellationToken)
    {
        Renewals++;
        return ValueTask.FromResult(Newer);
    }
}
