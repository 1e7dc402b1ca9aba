using EndToEnd.Loss.Serving;
using LocalServiceBus;

namespace EndToEnd.Loss.Faults;

/// <summary>Everything that fails in operation, and its end.</summary>
internal sealed class FaultKinds(Surroundings surroundings) : IDisposable
{
    private const string Busy = "com.microsoft:server-busy";

    private readonly SemaphoreSlim _oneOutage = new(1, 1);

    public IReadOnlyList<Fault> All =>
    [
        new("connections cut", 4, (_, _) => Now(surroundings.Broker.Faults.CutConnections)),
        new("broker stopped and restarted", 2, StopBrokerAsync),
        new("app killed", 2, (_, _) => surroundings.App.KillAsync()),
        new("app told to stop", 1, (_, _) => surroundings.App.TerminateAsync()),
        new("acknowledgements withheld", 2, WithholdAsync),
        new("acknowledgements lost with their connection", 2, (random, _) => Now(() => LoseWithConnection(random))),
        new("sends refused as busy", 2, (random, _) => Now(() => surroundings.Broker.Faults.RefuseSends(Busy, random.Next(3, 20)))),
        new("store held by another", 2, (random, cancelled) => surroundings.Store.HoldAsync(Seconds(random, 3, 8), cancelled)),
        new("vault answers 503", 1, (random, cancelled) => surroundings.Vault.RefuseAsync(Seconds(random, 3, 8), cancelled)),
        new("vault cannot be reached", 1, (random, cancelled) => surroundings.Vault.DisappearAsync(Seconds(random, 3, 8), cancelled)),
    ];

    private async Task StopBrokerAsync(Random random, CancellationToken cancellationToken)
    {
        await _oneOutage.WaitAsync(cancellationToken);
        try
        {
            await surroundings.Broker.StopAsync(cancellationToken);
            await Task.Delay(Seconds(random, 1, 4), cancellationToken);
            await surroundings.Broker.RestartAsync(cancellationToken);
        }
        finally
        {
            _oneOutage.Release();
        }
    }

    // Their links are of no more use to the sender until the connection is gone.
    private async Task WithholdAsync(Random random, CancellationToken cancellationToken)
    {
        surroundings.Broker.Faults.LoseAcknowledgements(AcknowledgementFault.Withhold, random.Next(3, 20));
        await Task.Delay(Seconds(random, 1, 4), cancellationToken);
        surroundings.Broker.Faults.CutConnections();
    }

    private void LoseWithConnection(Random random) =>
        surroundings.Broker.Faults.LoseAcknowledgements(AcknowledgementFault.CutConnection, random.Next(1, 4));

    private static TimeSpan Seconds(Random random, int least, int most) => TimeSpan.FromMilliseconds(random.Next(least * 1000, most * 1000));

    private static Task Now(Action strike)
    {
        strike();
        return Task.CompletedTask;
    }

    public void Dispose() => _oneOutage.Dispose();
}
