using System.Globalization;
using Azure;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Archive;
using HumanosFunctions.Payloads;
using HumanosFunctions.Secrets;
using HumanosFunctions.Storage;
using HumanosFunctions.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Health;

/// <summary>Checks secrets, broker, state store, payload store and archive in parallel, with one time-out.</summary>
public sealed class DependencyChecks(
    ISecretSource secrets,
    TopicProbe topic,
    SubscriptionProbe subscriptions,
    IStateStore store,
    IPayloadStore payloads,
    EventArchive archive,
    IOptions<ArchiveOptions> archiving,
    TimeProvider time)
{
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<DependencyState>> RunAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(CheckTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        return await Task.WhenAll(
        [
            CheckSecretsAsync(either.Token),
            CheckAsync("serviceBus", topic.RunAsync, either.Token),
            CheckAsync("subscriptions", subscriptions.RunAsync, either.Token),
            CheckAsync("store", store.ProbeAsync, either.Token),
            CheckAsync("bodies", payloads.ProbeAsync, either.Token),
            .. archiving.Value.IsOn ? new[] { CheckAsync("archive", archive.ProbeAsync, either.Token) } : [],
        ]);
    }

    // Deliveries are accepted with other versions, so the app is healthy, but an operator should look at the skipped ones.
    private async Task<DependencyState> CheckSecretsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<UnusableVersion> unusable = [];
        DependencyState state = await CheckAsync("secrets", async token => unusable = await ReadSecretsAsync(token), cancellationToken);
        return unusable.Count == 0 ? state : state with { Cause = $"Skipped, because they cannot be used as keys: {string.Join(", ", unusable.Select(version => $"{version.Name} {version.Version}"))}" };
    }

    private async Task<IReadOnlyList<UnusableVersion>> ReadSecretsAsync(CancellationToken cancellationToken) =>
        (await secrets.GetAsync(cancellationToken))?.UnusableVersions ?? throw new InvalidOperationException("The secrets are not available.");

    // Any exception means that the dependency is not available.
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

/// <summary>The state of a dependency.</summary>
/// <param name="Name">A fixed word.</param>
/// <param name="IsReachable">Whether the dependency is available.</param>
/// <param name="Cause">The type and the code of the failure without any content, or null.</param>
public sealed record DependencyState(string Name, bool IsReachable, string? Cause = null);

/// <summary>Describes an exception by type and code. Exception messages can contain addresses and paths.</summary>
internal static class FailureCause
{
    public static string Of(Exception failure) => failure switch
    {
        StoreFileMovedException or MessagesWaitException or EntityUnavailableException => failure.Message,
        SqliteException database => string.Create(CultureInfo.InvariantCulture, $"{nameof(SqliteException)} {database.SqliteErrorCode}{Word(database.SqliteErrorCode)}"),
        RequestFailedException refused => string.Create(CultureInfo.InvariantCulture, $"{nameof(RequestFailedException)} {refused.Status} {refused.ErrorCode}").TrimEnd(),
        ServiceBusException broker => $"{nameof(ServiceBusException)} {broker.Reason}",
        OperationCanceledException => "No answer in time.",
        _ => failure.GetType().Name,
    };

    // The codes that an operator can act on.
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
