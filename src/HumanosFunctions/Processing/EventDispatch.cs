using Humanos.Webhooks;

namespace HumanosFunctions.Processing;

/// <summary>Hands an event to the handlers of its kind.</summary>
public sealed class EventDispatch(
    IEnumerable<IEventHandler<HumanosEvent>> everyEvent,
    IEnumerable<IEventHandler<CredentialEvent>> credential,
    IEnumerable<IEventHandler<IdentityEvent>> identity,
    IEnumerable<IEventHandler<OtpFailedEvent>> otpFailed)
{
    public async Task<HandlingResult> HandleAsync(HumanosEvent @event, EventFacts facts, CancellationToken cancellationToken)
    {
        HandlingResult result = @event switch
        {
            CredentialEvent decided => await RunAsync(credential, decided, facts, cancellationToken),
            IdentityEvent verified => await RunAsync(identity, verified, facts, cancellationToken),
            OtpFailedEvent failed => await RunAsync(otpFailed, failed, facts, cancellationToken),
            _ => HandlingResult.Done,
        };

        // Last, because they note that the event was handled.
        return result is HandlingResult.DeadLetter ? result : await RunAsync(everyEvent, @event, facts, cancellationToken);
    }

    private static async Task<HandlingResult> RunAsync<TEvent>(
        IEnumerable<IEventHandler<TEvent>> handlers, TEvent @event, EventFacts facts, CancellationToken cancellationToken)
        where TEvent : HumanosEvent
    {
        foreach (IEventHandler<TEvent> handler in handlers)
        {
            if (await handler.HandleAsync(@event, facts, cancellationToken) is HandlingResult.DeadLetter never)
            {
                return never;
            }
        }

        return HandlingResult.Done;
    }
}
