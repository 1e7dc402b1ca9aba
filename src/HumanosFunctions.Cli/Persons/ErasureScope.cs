using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using HumanosFunctions.Archive;
using HumanosFunctions.Persons;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.Persons;

/// <summary>What is erased: requests, and while they are searched for, the persons whose requests they are.</summary>
/// <param name="keys">Computes the keys of the persons that an event names, or null if only requests are given.</param>
/// <param name="persons">The keys of the persons. Empty if only requests are given.</param>
internal sealed class ErasureScope(PersonKeys? keys, IEnumerable<string> persons)
{
    private readonly HashSet<string> _persons = [.. persons];
    private readonly HashSet<string> _requests = new(StringComparer.Ordinal);

    /// <summary>The ids under which the requests are stored.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public bool HasPersons => keys is not null && _persons.Count > 0;

    public void Add(string requestId) => _requests.Add(requestId);

    /// <summary>Adds the request of an event that names one of the persons, because the index may not know the event yet.</summary>
    public void Discover(string requestId, ReadOnlyMemory<byte>? payload)
    {
        if (HasPersons && !Covers(requestId) && Parse(payload) is { } parsed && keys!.Of(parsed).Any(_persons.Contains))
        {
            Add(requestId);
        }
    }

    public bool Covers(string requestId) => _requests.Contains(requestId);

    public static HumanosEvent? Parse(ReadOnlyMemory<byte>? payload) =>
        payload is { } json && HumanosEvent.Parse(json) is EventParsing.Parsed { Event: HumanosEvent parsed } ? parsed : null;
}

/// <summary>Reads the id of the request to which something belongs, as the processors read it.</summary>
internal static class RequestOf
{
    public static string Event(ArchiveHeader header, ReadOnlyMemory<byte>? payload) =>
        RequestKey.Of(header.Text(EventProperties.Subject), header.EventId, () => payload);

    /// <summary>A message of the resend queue has the id only as its correlation id.</summary>
    public static string Message(ServiceBusReceivedMessage message) => RequestKey.Of(
        Text(message, EventProperties.Subject) ?? (Text(message, EventProperties.Id) is null && message.CorrelationId is { Length: > 0 } correlation ? correlation : null),
        Text(message, EventProperties.Id) ?? message.MessageId ?? string.Empty,
        () => MessageBody.Of(message));

    public static string Payload(string eventId, ReadOnlyMemory<byte> payload) => RequestKey.Of(property: null, eventId, () => payload);

    private static string? Text(ServiceBusReceivedMessage message, string property) =>
        message.ApplicationProperties.TryGetValue(property, out object? value) && value is string { Length: > 0 } text ? text : null;
}

/// <summary>A place that holds data of requests.</summary>
internal interface IErasablePlace
{
    /// <summary>The name for people.</summary>
    string Name { get; }

    /// <summary>Adds the requests of the persons that the place holds.</summary>
    Task DiscoverAsync(ErasureScope scope, CancellationToken cancellationToken);

    /// <summary>Erases what belongs to the requests, or only counts it.</summary>
    Task<ErasureCount> EraseAsync(ErasureScope scope, bool isDryRun, CancellationToken cancellationToken);
}

/// <param name="Erased">How many items were erased or, in a dry run, would be.</param>
/// <param name="Notes">What stays, and why that needs no action.</param>
/// <param name="Problems">What could not be erased.</param>
internal sealed record ErasureCount(int Erased, IReadOnlyList<string> Notes, IReadOnlyList<string> Problems)
{
    public static ErasureCount Of(int erased) => new(erased, [], []);
}
