using System.Security.Cryptography;
using System.Text;
using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;

namespace HumanosFunctions.Publishing;

/// <summary>A decrypted event as a message for the topic: the unchanged JSON, and properties that identify and route it.</summary>
public sealed class EventMessage
{
    private const string JsonContentType = "application/json";
    private const string CloudEventsVersion = "1.0";

    // CloudEvents requires a source. This one means that the payload names no issuer.
    private const string UnnamedIssuer = "urn:humanos:issuer:unnamed";

    // The body of a claim-check message: valid JSON without an event.
    private static readonly BinaryData EmptyBody = BinaryData.FromString("{}");

    private EventMessage(string id, ReadOnlyMemory<byte> json, ServiceBusMessage message) => (Id, Json, Message) = (id, json, message);

    public string Id { get; }

    public string Subject => Message.Subject;

    /// <summary>The time of the event or, if it has none, the signed time of its delivery.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The JSON of the event, in the message or in the payload store.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Whether the JSON is in the payload store instead of the message.</summary>
    public bool HasClaimCheck { get; private set; }

    internal ServiceBusMessage Message { get; }

    /// <param name="event">The decrypted event.</param>
    /// <param name="facts">The facts that were read from the event.</param>
    /// <param name="resource">The label at the end of an older, per-resource address. It does not affect routing.</param>
    /// <param name="receivedAt">When the delivery arrived.</param>
    public static EventMessage Describe(DecryptedEvent @event, RoutingFacts facts, string? resource, DateTimeOffset receivedAt)
    {
        string id = IdOf(@event, facts);
        string type = facts.EventType ?? RoutingKey.Unknown;
        var message = new ServiceBusMessage(@event.Json)
        {
            MessageId = id,
            Subject = RoutingKey.For(facts.EventType),
            ContentType = JsonContentType,
            CorrelationId = facts.RequestId,
        };
        IDictionary<string, object> properties = message.ApplicationProperties;
        properties[EventProperties.SpecVersion] = CloudEventsVersion;
        properties[EventProperties.Id] = id;
        properties[EventProperties.Source] = facts.Issuer ?? UnnamedIssuer;
        properties[EventProperties.Type] = type;
        DateTimeOffset occurredAt = facts.OccurredAt ?? @event.SignedAt;
        properties[EventProperties.Time] = Rfc3339.Format(occurredAt);
        properties[EventProperties.EventType] = type;
        properties[EventProperties.SignedAt] = Rfc3339.Format(@event.SignedAt);
        properties[EventProperties.ReceivedAt] = Rfc3339.Format(receivedAt);
        AddWhereKnown(properties, EventProperties.Subject, facts.RequestId);
        AddWhereKnown(properties, EventProperties.ApiVersion, facts.ApiVersion);
        AddWhereKnown(properties, EventProperties.Resource, PropertyText.Of(resource));
        return new EventMessage(id, @event.Json, message) { OccurredAt = occurredAt };
    }

    /// <summary>Replaces the JSON in the message with a reference to a blob.</summary>
    /// <param name="blob">The blob, which already holds the JSON.</param>
    internal void UseClaimCheck(string blob)
    {
        Message.Body = EmptyBody;
        Message.ApplicationProperties[EventProperties.ClaimCheckBlob] = blob;
        Message.ApplicationProperties[EventProperties.ClaimCheckLength] = (long)Json.Length;
        Message.ApplicationProperties[EventProperties.ClaimCheckSha256] = Convert.ToHexStringLower(SHA256.HashData(Json.Span));
        HasClaimCheck = true;
    }

    // Humanos encrypts and signs each retry again, so only the plaintext identifies an event. Two different failures without a time of their
    // own can have identical bytes. The signed time distinguishes them.
    private static string IdOf(DecryptedEvent @event, RoutingFacts facts)
    {
        if (facts.HasOwnTime)
        {
            return Convert.ToHexStringLower(SHA256.HashData(@event.Json.Span));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(@event.Json.Span);
        hash.AppendData(Encoding.ASCII.GetBytes(@event.Timestamp));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void AddWhereKnown(IDictionary<string, object> properties, string name, string? value)
    {
        if (value is { Length: > 0 })
        {
            properties[name] = value;
        }
    }
}
