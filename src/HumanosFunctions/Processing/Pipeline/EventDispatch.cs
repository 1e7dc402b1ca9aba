using Humanos.Webhooks;
using HumanosFunctions.Telemetry;

namespace HumanosFunctions.Processing.Pipeline;

/// <summary>Runs the handlers for the kind of an event.</summary>
public sealed class EventDispatch(
    IEnumerable<IHandler<HumanosEvent>> everyEvent,
    IEnumerable<IHandler<CredentialEvent>> credential,
    IEnumerable<IHandler<IdentityEvent>> identity,
    IEnumerable<IHandler<OtpFailedEvent>> otpFailed,
    IEnumerable<IHandler<UnknownEvent>> unknown)
{
    public async Task<HandlingResult> HandleAsync(HumanosEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken)
    {
        HandlingResult result = humanosEvent switch
        {
            CredentialEvent decided => await RunAsync(credential, decided, facts, cancellationToken),
            IdentityEvent verified => await RunAsync(identity, verified, facts, cancellationToken),
            OtpFailedEvent failed => await RunAsync(otpFailed, failed, facts, cancellationToken),
            UnknownEvent other => await RunAsync(unknown, other, facts, cancellationToken),
            _ => HandlingResult.Done,
        };

        // These run last, because they record that the event was handled.
        return result is HandlingResult.DeadLetter ? result : await RunAsync(everyEvent, humanosEvent, facts, cancellationToken);
    }

    /// <summary>Runs the handlers of unknown events only, for an event whose subject no processor receives.</summary>
    public Task<HandlingResult> HandleUnreceivedAsync(UnknownEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken) =>
        RunAsync(unknown, humanosEvent, facts, cancellationToken);

    private static async Task<HandlingResult> RunAsync<TEvent>(
        IEnumerable<IHandler<TEvent>> handlers, TEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken)
        where TEvent : HumanosEvent
    {
        foreach (IHandler<TEvent> handler in handlers)
        {
            try
            {
                if (await handler.HandleAsync(humanosEvent, facts, cancellationToken) is HandlingResult.DeadLetter never)
                {
                    return never;
                }
            }
            catch (Exception failure) when (FailureReport.RecordHandler(failure, handler.GetType()))
            {
                // Never reached: the filter only records the handler and returns false.
                throw;
            }
        }

        return HandlingResult.Done;
    }
}
