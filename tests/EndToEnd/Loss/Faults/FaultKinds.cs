using EndToEnd.Loss.Serving;
using LocalServiceBus;
using Testing.Vault;

namespace EndToEnd.Loss.Faults;

/// <summary>Everything that fails in operation, and its end.</summary>
internal sealed class FaultKinds(Surroundings surroundings) : IDisposable
{
    private const string Busy = "com.microsoft:server-busy";

    private readonly SemaphoreSlim _oneBrokerOutage = new(1, 1);
    private readonly SemaphoreSlim _oneArchiveOutage = new(1, 1);
    private readonly SemaphoreSlim _oneVaultOutage = new(1, 1);

    public IReadOnlyList<Fault> All =>
    [
        new("connections cut", 4, (_, _) => Now(Broker.Faults.CutConnections)),
        new("broker stopped and restarted", 2, (random, cancelled) =>
            ForAsync(Seconds(random, 1, 4), _oneBrokerOutage, () => Broker.StopAsync(CancellationToken.None), () => Broker.RestartAsync(CancellationToken.None), cancelled)),
        new("acknowledgements withheld", 2, WithholdAsync),
        new("acknowledgements lost with their connection", 2, (random, _) =>
            Now(() => Broker.Faults.LoseAcknowledgements(AcknowledgementFault.CutConnection, random.Next(1, 4)))),
        new("sends refused as busy", 2, (random, _) => Now(() => Broker.Faults.RefuseSends(Busy, random.Next(3, 20)))),
        new("app killed", 2, (_, _) => surroundings.App.KillAsync()),
        new("app told to stop", 1, (_, _) => surroundings.App.TerminateAsync()),
        // Longer than the app waits for a lock, so that processing does fail.
        new("store held by another", 2, (random, cancelled) => surroundings.Store.HoldAsync(Seconds(random, 7, 12), cancelled)),
        // As on a full disk: a file can neither be created nor moved.
        new("archive cannot be written", 2, (random, cancelled) =>
            ForAsync(Seconds(random, 3, 8), _oneArchiveOutage, surroundings.BlockArchive, surroundings.UnblockArchive, cancelled)),
        new("vault answers 503", 1, (random, cancelled) =>
            ForAsync(Seconds(random, 3, 8), _oneVaultOutage, () => Now(() => Gate.IsDown = true), () => Now(() => Gate.IsDown = false), cancelled)),
        new("vault does not answer", 1, (random, cancelled) =>
            ForAsync(Seconds(random, 3, 8), _oneVaultOutage, () => Now(Gate.Hold), () => Now(Gate.Release), cancelled)),
    ];

    private DevelopmentBroker Broker => surroundings.Broker;

    private VaultGate Gate => surroundings.Vault.Vault.Gate;

    // Their links are of no more use to the sender until the connection is gone.
    private async Task WithholdAsync(Random random, CancellationToken cancellationToken)
    {
        Broker.Faults.LoseAcknowledgements(AcknowledgementFault.Withhold, random.Next(3, 20));
        await Task.Delay(Seconds(random, 1, 4), cancellationToken);
        Broker.Faults.CutConnections();
    }

    private static async Task ForAsync(TimeSpan duration, SemaphoreSlim one, Func<Task> begin, Func<Task> end, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            await begin();
            await Task.Delay(duration, cancellationToken);
        }
        finally
        {
            await end();
            one.Release();
        }
    }

    private static TimeSpan Seconds(Random random, int min, int max) => TimeSpan.FromMilliseconds(random.Next(min * 1000, max * 1000));

    private static Task Now(Action strike)
    {
        strike();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _oneBrokerOutage.Dispose();
        _oneArchiveOutage.Dispose();
        _oneVaultOutage.Dispose();
    }
}
