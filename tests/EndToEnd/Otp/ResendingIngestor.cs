using System.Text.Json;
using Azure.Messaging.ServiceBus;
using EndToEnd.Deliveries;
using EndToEnd.InProcess;
using HumanosFunctions.Tests.Processing.Otp;

namespace EndToEnd.Otp;

/// <summary>An ingestor that resends by a stand-in of Humanos' API, with waits of a fraction of a second.</summary>
internal sealed class ResendingIngestor : IAsyncDisposable
{
    public const string ApiSignatureSecret = "for-the-stand-in-only";
    public const string Queue = "humanos-otp-resend";

    private ResendingIngestor(InProcessIngestor ingestor, LoopbackApi api) => (Ingestor, Api) = (ingestor, api);

    public InProcessIngestor Ingestor { get; }

    public LoopbackApi Api { get; }

    public static async Task<ResendingIngestor> StartAsync(bool isOn = true, params int[] answers)
    {
        LoopbackApi api = await LoopbackApi.StartAsync(answers);
        List<(string, string)> settings =
        [
            ("Humanos:ApiKey", "key-of-the-stand-in"),
            ("Humanos:ApiSignatureSecret", ApiSignatureSecret),
            ("Humanos:ApiBaseUri", api.Address.AbsoluteUri),
            ("Humanos:ResendDelay", "00:00:00.2"),
        ];
        if (isOn)
        {
            settings.Add(("Humanos:ResendOtp", "true"));
        }

        return new ResendingIngestor(await InProcessIngestor.StartAsync([.. settings]), api);
    }

    /// <summary>Posts an event, and returns when its processing is over, resends apart.</summary>
    public async Task ProcessAsync(byte[] json)
    {
        string eventId = await Ingestor.Http.DeliverAsync(Ingestor.Webhook, Ingestor.Sender.Seal(json, DateTimeOffset.UtcNow));
        string requestId = JsonDocument.Parse(json).RootElement.GetProperty("requestId").GetString()!;
        await Eventually.IsTrueAsync(
            async () => await Ingestor.Http.StoredAsync(Ingestor.Api, requestId) is { } stored
                && stored.GetProperty("events").EnumerateArray().Any(row => row.GetProperty("eventId").GetString() == eventId),
            "the event is processed");
    }

    /// <summary>The outcomes of a request's resends once all have one, in the order of their attempts.</summary>
    public async Task<IReadOnlyList<(int Attempt, string? Outcome)>> OutcomesAsync(string requestId, int count)
    {
        IReadOnlyList<(int Attempt, string? Outcome)> outcomes = [];
        await Eventually.IsTrueAsync(
            async () => (outcomes = Outcomes(await Ingestor.Http.StoredAsync(Ingestor.Api, requestId))).Count(resend => resend.Outcome is not null) == count,
            $"{count} resends have an outcome");
        return outcomes;
    }

    /// <summary>As an operator does: under another message id, the event's identity stays.</summary>
    public async Task ReplayAsync(byte[] json)
    {
        await using ServiceBusClient client = Ingestor.OpenClient();
        await using ServiceBusReceiver audit = client.CreateReceiver("humanos-events", "audit");
        await using ServiceBusSender sender = client.CreateSender("humanos-events");
        ServiceBusReceivedMessage original = await audit.ReceiveMessageAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(json, original.Body.ToArray());
        await audit.CompleteMessageAsync(original);
        await sender.SendMessageAsync(new ServiceBusMessage(original) { MessageId = Guid.NewGuid().ToString() });
        await audit.CompleteMessageAsync(await audit.ReceiveMessageAsync(TimeSpan.FromSeconds(30)));
    }

    public async Task<string?> DeadLetterReasonAsync()
    {
        await using ServiceBusClient client = Ingestor.OpenClient();
        await using ServiceBusReceiver deadLetters = client.CreateReceiver(
            Queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        return (await deadLetters.ReceiveMessageAsync(TimeSpan.FromSeconds(30)))?.DeadLetterReason;
    }

    private static IReadOnlyList<(int Attempt, string? Outcome)> Outcomes(JsonElement? stored) =>
        stored is { } document && document.TryGetProperty("otpResends", out JsonElement resends)
            ? [.. resends.EnumerateArray()
                .Select(resend => (resend.GetProperty("attempt").GetInt32(), resend.TryGetProperty("outcome", out JsonElement outcome) ? outcome.GetString() : null))
                .Order()]
            : [];

    public async ValueTask DisposeAsync()
    {
        await Ingestor.DisposeAsync();
        await Api.DisposeAsync();
    }
}
