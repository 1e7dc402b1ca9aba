using System.Globalization;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.DeadLetters;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Publishing;
using LocalServiceBus;
using Microsoft.AspNetCore.Http;

namespace HumanosFunctions.Local.Page.Api;

/// <summary>A subscription or queue with what it holds; null if an external broker would have to be asked.</summary>
internal sealed record EntityView(string Name, string Kind, long? Waiting, long? Scheduled, long? Dead, long? Locked);

/// <summary>A message as a line of a list.</summary>
internal sealed record MessageRow(
    string Sequence, DateTimeOffset? Enqueued, DateTimeOffset? Due, string? EventType, string? EventId, string? RequestId, int Deliveries,
    string? Reason, string? Cause, long Size, IReadOnlyList<string[]> Properties);

/// <summary><c>/local/entities…</c>: what waits where. It only peeks: nothing is locked, nothing changes.</summary>
internal sealed class EntitiesApi(ServiceBusClient client, DevelopmentBroker? broker, string topic, IReadOnlyList<(string Name, string Kind)> entities)
{
    private const int MaxListed = 100;

    public async Task<object> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new { topic, entities = await Task.WhenAll(entities.Select(ViewAsync)) };
    }

    public async Task ListAsync(HttpContext http) => await PageJson.AnswerAsync(http, await ReadAsync(http.RequestAborted));

    public async Task ListMessagesAsync(HttpContext http)
    {
        if (Receiver(http) is not { } receiver)
        {
            await UnknownAsync(http);
            return;
        }

        await using (receiver)
        {
            string of = Of(http);
            long from = long.TryParse(http.Request.Query["from"], NumberStyles.None, CultureInfo.InvariantCulture, out long sequence) ? sequence : 0;
            IReadOnlyList<PeekedMessage> peeked = await new MessagePeek(receiver).PageAsync(from, MaxListed, http.RequestAborted);
            PeekedMessage[] shown = [.. peeked.Where(message => of == "dead" || message.Message?.State == ServiceBusMessageState.Scheduled == (of == "scheduled"))];
            await PageJson.AnswerAsync(http, new
            {
                messages = shown.Select(Row),
                next = peeked.Count == MaxListed ? (peeked[^1].SequenceNumber + 1).ToString(CultureInfo.InvariantCulture) : null,
            });
        }
    }

    /// <summary>The payload of one message, on request.</summary>
    public async Task ShowBodyAsync(HttpContext http)
    {
        if (Receiver(http) is not { } receiver || !long.TryParse((string?)http.Request.RouteValues["sequence"], NumberStyles.None, CultureInfo.InvariantCulture, out long sequence))
        {
            await UnknownAsync(http);
            return;
        }

        await using (receiver)
        {
            if (await new MessagePeek(receiver).FindAsync(sequence, http.RequestAborted) is { Message: { } message } && MessageBody.Of(message) is { } payload)
            {
                http.Response.ContentType = "application/json; charset=utf-8";
                await http.Response.Body.WriteAsync(payload, http.RequestAborted);
                return;
            }

            await UnknownAsync(http);
        }
    }

    private static Task UnknownAsync(HttpContext http) => PageJson.RefuseAsync(http, StatusCodes.Status404NotFound, "There is no such entity or message.");

    private static string Of(HttpContext http) => http.Request.Query["of"] is [{ } of] ? of : "waiting";

    private ServiceBusReceiver? Receiver(HttpContext http)
    {
        (string Name, string Kind)? entity = entities.Cast<(string Name, string Kind)?>().FirstOrDefault(known => known!.Value.Name == (string?)http.Request.RouteValues["name"]);
        var options = new ServiceBusReceiverOptions { SubQueue = Of(http) == "dead" ? SubQueue.DeadLetter : SubQueue.None };
        return entity switch
        {
            null => null,
            (var name, "queue") => client.CreateReceiver(name, options),
            (var name, _) => client.CreateReceiver(topic, name, options),
        };
    }

    private async Task<EntityView> ViewAsync((string Name, string Kind) entity)
    {
        if (broker is null)
        {
            return new EntityView(entity.Name, entity.Kind, null, null, null, null);
        }

        QueueStatistics held = await broker.StatisticsAsync(entity.Kind == "queue" ? entity.Name : $"{topic}/Subscriptions/{entity.Name}");
        return new EntityView(entity.Name, entity.Kind, held.Active, held.Scheduled, held.DeadLettered, held.Locked);
    }

    private static MessageRow Row(PeekedMessage peeked) => peeked.Message is { } message
        ? Row(message)
        : new(peeked.SequenceNumber.ToString(CultureInfo.InvariantCulture), null, null, null, null, null, 0, "Unreadable", MessagePeek.Unreadable, 0, []);

    private static MessageRow Row(ServiceBusReceivedMessage message) => new(
        message.SequenceNumber.ToString(CultureInfo.InvariantCulture),
        message.EnqueuedTime,
        message.ScheduledEnqueueTime == default ? null : message.ScheduledEnqueueTime,
        message.Text(EventProperties.Type), message.Text(EventProperties.Id), message.Text(EventProperties.Subject),
        message.DeliveryCount, message.DeadLetterReason, message.DeadLetterErrorDescription, MessageBody.Of(message)?.Length ?? 0,
        [.. message.ApplicationProperties.Select(property => new[] { property.Key, Convert.ToString(property.Value, CultureInfo.InvariantCulture) ?? "" })]);
}
