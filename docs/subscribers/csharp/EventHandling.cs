using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;

namespace SampleSubscriber;

/// <summary>Reads a message and decides what its event asks for: the place where a service does its work.</summary>
internal sealed class EventHandling(SeenEvents seen, LargeEvents largeEvents)
{
    private const string EventIdProperty = "cloudEvents_id";
    private const string TypeProperty = "cloudEvents_type";

    public async Task<Handled> HandleAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        string? eventId = TextOf(message, EventIdProperty);
        string? type = TextOf(message, TypeProperty);
        if (eventId is null)
        {
            return new Handled(null, type, message.CorrelationId, "no-event-id", Outcome.Malformed);
        }

        ReadOnlyMemory<byte> json;
        try
        {
            json = await ClaimCheck.ResolveAsync(message.ApplicationProperties, message.Body.ToMemory(), largeEvents.OpenAsync, cancellationToken);
        }
        catch (ClaimCheckException never)
        {
            return new Handled(eventId, type, message.CorrelationId, never.Fault == ClaimCheckFault.Mismatch ? "claim-check-mismatch" : "claim-check-malformed", Outcome.Malformed);
        }

        if (HumanosEvent.Parse(json) is not EventParsing.Parsed { Event: var humanosEvent })
        {
            return new Handled(eventId, type, message.CorrelationId, "no-json-object", Outcome.Malformed);
        }

        return Handle(eventId, type, humanosEvent);
    }

    private Handled Handle(string eventId, string? type, HumanosEvent humanosEvent)
    {
        if (seen.Contains(eventId))
        {
            return new Handled(eventId, type, humanosEvent.RequestId, "none", Outcome.Duplicate);
        }

        string decision = Decide(humanosEvent);
        // Only after the work is done: had it thrown, the event would come again and must not pass for a repetition.
        seen.Add(eventId);
        return new Handled(eventId, type, humanosEvent.RequestId, decision, Outcome.Completed);
    }

    private static string Decide(HumanosEvent humanosEvent) => humanosEvent switch
    {
        CredentialEvent credentials => string.Join(',', credentials.Credentials.Select(Decide)),
        IdentityEvent identity => identity.Succeeded switch { true => "verified", false => "failed", null => "unknown" },
        OtpFailedEvent => "otp-failed",
        TestEvent => "none",
        // A type from the future: nothing to do, and no reason to refuse it.
        _ => "unknown",
    };

    // One grantor's accept may leave a credential a draft; only an active one is in force.
    private static string Decide(CredentialDecision credential) =>
        credential.IsActiveMandate ? "active"
        : credential.Action == CredentialAction.Accept ? "accept"
        : credential.Action == CredentialAction.Reject ? "reject"
        : "unknown";

    private static string? TextOf(ServiceBusReceivedMessage message, string property) =>
        message.ApplicationProperties.TryGetValue(property, out object? value) ? value as string : null;
}
