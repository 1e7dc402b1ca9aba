using System.CommandLine;
using System.CommandLine.Parsing;
using System.Security.Cryptography;
using System.Text;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Archive;
using HumanosFunctions.Payloads;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Retrying;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.Archive;

/// <summary>The arguments that say where a replay sends to: one subscription's processor, or the topic.</summary>
internal sealed class ReplayTargetOptions
{
    private static readonly string Processed = string.Join(", ", EventSubscription.Handled.Select(one => one.Name));

    private readonly Argument<string?> _subscription = new("SUBSCRIPTION")
    {
        Description = $"The subscription whose processor gets the events: {Processed}.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _toTopic = new("--to-topic") { Description = "Publishes the events again, so that every subscription gets them, those of other services included." };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_subscription);
        command.Options.Add(_toTopic);
    }

    public ReplayTarget Read(ParseResult parsed, string topic) => parsed.GetValue(_toTopic)
        ? new ReplayTarget(topic, Subscription: null)
        : new ReplayTarget(EventCopy.Queue, EventSubscription.Named(parsed.GetValue(_subscription)));

    public string? Problem(CommandResult parsed) =>
        parsed.GetValue(_toTopic) == (parsed.GetValue(_subscription) is not null) ? "Give a subscription, or --to-topic."
        : parsed.GetValue(_subscription) is { } name && !EventSubscription.Handled.Any(one => one.Name == name) ? $"A subscription that has a processor is needed: {Processed}."
        : null;
}

/// <summary>Where archived events are sent again: to the processor of one subscription, or to the topic.</summary>
/// <param name="Entity">The queue of copies, or the topic.</param>
/// <param name="Subscription">Null for the topic.</param>
internal sealed record ReplayTarget(string Entity, EventSubscription? Subscription)
{
    // Service Bus takes 256 KiB with the properties.
    private const int MaxBodyBytes = 192 * 1024;

    private static readonly BinaryData EmptyBody = BinaryData.FromString("{}");

    public string Name => Subscription?.Name ?? $"the topic {Entity}";

    /// <summary>Whether the processor handles the event: it dead-letters others.</summary>
    public bool Takes(ArchiveHeader header) => Subscription is null || header.Subject == Subscription.Subject;

    /// <summary>
    /// Creates the message. Its id depends only on the replay and the event, so duplicate detection drops what an interrupted replay sends
    /// twice. A large event is stored as a payload again, because the payload of the original message may be deleted.
    /// </summary>
    public async Task<ServiceBusMessage> MessageAsync(ArchivedEvent archived, string replay, IPayloadStore payloads, CancellationToken cancellationToken)
    {
        ServiceBusMessage message = EventCopy.Of(archived.ToMessage(), Subscription?.Name ?? Entity, attempt: 0);
        if (Subscription is null)
        {
            message.ApplicationProperties.Remove(EventCopy.Subscription);
            message.ApplicationProperties.Remove(EventCopy.Attempt);
        }

        message.MessageId = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{replay}/{archived.Name}")));
        if (archived.Body.Length > MaxBodyBytes || archived.Header.Properties.ContainsKey(EventProperties.ClaimCheckBlob))
        {
            string blob = archived.Header.Text(EventProperties.ClaimCheckBlob) is { } known && PayloadName.IsValid(known) ? known : $"{ArchiveName.IdOf(archived.Header.EventId)}.json";
            await payloads.WriteAsync(PayloadContainer.ClaimCheck, blob, archived.Body, archived.Header.Subject ?? "", cancellationToken);
            message.Body = EmptyBody;
            message.ApplicationProperties[EventProperties.ClaimCheckBlob] = blob;
            message.ApplicationProperties[EventProperties.ClaimCheckLength] = (long)archived.Header.BodyLength;
            message.ApplicationProperties[EventProperties.ClaimCheckSha256] = archived.Header.BodySha256;
        }

        return message;
    }
}
