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
