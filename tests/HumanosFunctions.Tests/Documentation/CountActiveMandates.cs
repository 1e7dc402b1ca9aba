using System.Collections.Concurrent;
using Humanos.Webhooks;
using HumanosFunctions.Processing;

namespace HumanosFunctions.Tests.Documentation;

public sealed class CountActiveMandates : IHandler<CredentialEvent>
{
    // Keyed by the event's id: the same event may come more than once.
    private readonly ConcurrentDictionary<string, int> _mandates = new();

    public int Total => _mandates.Values.Sum();

    public Task<HandlingResult> HandleAsync(CredentialEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken)
    {
        _mandates[facts.EventId] = humanosEvent.Credentials.Count(credential => credential.IsActiveMandate);
        return Task.FromResult(HandlingResult.Done);
    }
}
