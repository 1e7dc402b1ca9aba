using HumanosFunctions.Publishing;
using HumanosFunctions.Secrets;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Health;

/// <summary>Asks secrets, broker and store, all at once and under one deadline.</summary>
public sealed class DependencyChecks(ISecretSource secrets, EventPublisher publisher, SqliteEventReader store, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<DependencyState>> RunAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        return await Task.WhenAll(
            CheckAsync("secrets", async token => await secrets.GetAsync(token) is not null, either.Token),
            CheckAsync("serviceBus", publisher.IsReachableAsync, either.Token),
            CheckAsync("store", IsStoreReadableAsync, either.Token));
    }

    private Task<bool> IsStoreReadableAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            store.Probe();
            return true;
        },
        cancellationToken);

    // Whatever a dependency throws, the answer is the same: it cannot be used now.
    private static async Task<DependencyState> CheckAsync(string name, Func<CancellationToken, Task<bool>> check, CancellationToken cancellationToken)
    {
        try
        {
            return new DependencyState(name, await check(cancellationToken).WaitAsync(cancellationToken));
        }
        catch (Exception)
        {
            return new DependencyState(name, IsReachable: false);
        }
    }
}
