using System.Security.Cryptography;
using System.Text;
using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;

namespace HumanosFunctions.Publishing;

/// <summary>A decrypted event as it goes to the topic: the JSON untouched, and what routes and identifies it beside it.</summary>
public sealed class EventMessage
{
    private const string JsonContentType = "application/json";
    private const string CloudEventsVersion = "1.0";

    // CloudEvents requires a source; this one says that the payload named no issuer.
    private const string UnnamedIssuer = "urn:humanos:issuer:unnamed";

    // Every language's reader finds JSON, and in it no event.
    private static readonly BinaryData BesideTheMessage = BinaryData.FromString("{}");

    private EventMessage(string id, ReadOnlyMemory<byte> json, ServiceBusMessage message) => (Id, Json, Message) = (id, json, message);

    public string Id { get; }

    public string Subject => Message.Subject;

    /// <summary>The event, wherever it lies.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Whether the JSON lies beside the message.</summary>
    public bool IsCheckedIn { get; private set; }

    internal ServiceBusMessage Message { get; }

    /// <param name="event">The decrypted event.</param>
    /// <param name="facts">What was read from it.</param>
    /// <param name="resource">The label at the end of an older, per-resource address; decides nothing.</param>
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
        properties[EventProperties.Time] = Rfc3339.Format(facts.OccurredAt ?? @event.SignedAt);
        properties[EventProperties.EventType] = type;
        properties[EventProperties.ReceivedAt] = Rfc3339.Format(receivedAt);
        AddWhereKnown(properties, EventProperties.Subject, facts.RequestId);
        AddWhereKnown(properties, EventProperties.ApiVersion, facts.ApiVersion);
        AddWhereKnown(properties, EventProperties.Resource, PropertyText.Of(resource));
        return new EventMessage(id, @event.Json, message);
    }

    /// <summary>Leaves the JSON out of the message, and says where it lies instead.</summary>
    /// <param name="blob">Holds the JSON already.</param>
    internal void CheckIn(string blob)
    {
        Message.Body = BesideTheMessage;
        Message.ApplicationProperties[EventProperties.ClaimCheckBlob] = blob;
        Message.ApplicationProperties[EventProperties.ClaimCheckLength] = (long)Json.Length;
        Message.ApplicationProperties[EventProperties.ClaimCheckSha256] = Convert.ToHexStringLower(SHA256.HashData(Json.Span));
        IsCheckedIn = true;
    }

    // Retries are encrypted and signed anew, so only the plaintext tells them apart from other events. Two genuine
    // failures without a time of their own may be alike to the last byte; the signed time then keeps them two.
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
