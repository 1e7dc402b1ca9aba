using System.Globalization;
using Azure;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Payloads;
using HumanosFunctions.Secrets;
using HumanosFunctions.Storage;
using HumanosFunctions.Storage.Sqlite;
using Microsoft.Data.Sqlite;

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

/// <summary>Whether one dependency can be reached now.</summary>
/// <param name="Name">A fixed word.</param>
/// <param name="IsReachable">Whether it can.</param>
/// <param name="Cause">What failed: a type, a code, nothing of what was sent or received; null where nothing did.</param>
public sealed record DependencyState(string Name, bool IsReachable, string? Cause = null);

/// <summary>What an exception may tell anybody: its type and its code. A message may hold addresses and paths.</summary>
internal static class FailureCause
{
    public static string Of(Exception failure) => failure switch
    {
        StoreFileMovedException moved => moved.Message,
        SqliteException database => string.Create(CultureInfo.InvariantCulture, $"{nameof(SqliteException)} {database.SqliteErrorCode}{Word(database.SqliteErrorCode)}"),
        RequestFailedException refused => string.Create(CultureInfo.InvariantCulture, $"{nameof(RequestFailedException)} {refused.Status} {refused.ErrorCode}").TrimEnd(),
        ServiceBusException broker => $"{nameof(ServiceBusException)} {broker.Reason}",
        OperationCanceledException => "No answer in time.",
        _ => failure.GetType().Name,
    };

    // Those that a person can do something about.
    private static string Word(int code) => code switch
    {
        5 => ": another process holds the write lock",
        8 => ": the file or its folder is read-only",
        10 => ": the disk failed",
        13 => ": the disk is full",
        14 => ": the file cannot be opened",
        26 => ": the file is no database",
        _ => string.Empty,
    };
}
