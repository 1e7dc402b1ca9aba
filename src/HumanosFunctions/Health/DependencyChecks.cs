using HumanosFunctions.Payloads;
using HumanosFunctions.Secrets;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Health;

/// <summary>Asks secrets, broker, store and bodies, all at once and under one deadline.</summary>
public sealed class DependencyChecks(ISecretSource secrets, TopicProbe topic, SubscriptionProbe subscriptions, IStateStore store, IPayloadStore bodies, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<DependencyState>> RunAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        return await Task.WhenAll(
            CheckSecretsAsync(either.Token),
            CheckAsync("serviceBus", topic.RunAsync, either.Token),
            CheckAsync("subscriptions", subscriptions.RunAsync, either.Token),
            CheckAsync("store", store.ProbeAsync, either.Token),
            CheckAsync("bodies", bodies.ProbeAsync, either.Token));
    }

    // Deliveries are accepted with the other versions, so the app is healthy; but somebody has to look at it.
    private async Task<DependencyState> CheckSecretsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<UnusableVersion> passedOver = [];
        DependencyState state = await CheckAsync("secrets", async token => passedOver = await ReadSecretsAsync(token), cancellationToken);
        return passedOver.Count == 0 ? state : state with { Cause = $"Passed over, because no key: {string.Join(", ", passedOver.Select(version => $"{version.Name} {version.Version}"))}" };
    }

    private async Task<IReadOnlyList<UnusableVersion>> ReadSecretsAsync(CancellationToken cancellationToken) =>
        (await secrets.GetAsync(cancellationToken))?.PassedOver ?? throw new InvalidOperationException("No secrets can be had now.");

    // Whatever a dependency throws, the answer is the same: it cannot be used now.
    private static async Task<DependencyState> CheckAsync(string name, Func<CancellationToken, Task> check, CancellationToken cancellationToken)
    {
        try
        {
            await check(cancellationToken).WaitAsync(cancellationToken);
            return new DependencyState(name, IsReachable: true);
        }
        catch (Exception failure)
        {
            return new DependencyState(name, IsReachable: false, FailureCause.Of(failure));
        }
    }
}
