using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using HumanosFunctions.Archive;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Payloads;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Handlers;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Secrets;
using HumanosFunctions.Storage;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HumanosFunctions.Cli.State;

/// <summary>Runs the handlers that write the state for every event of the archive. Handlers with other effects do not run.</summary>
internal sealed class StateRebuild(IServiceProvider services)
{
    // The store writes what waits in one transaction, so many at once are faster.
    private const int AtOnce = 256;

    private readonly EventArchive _archive = services.GetRequiredService<EventArchive>();
    private readonly MessageReader _reader = services.GetRequiredService<MessageReader>();
    private readonly EventDispatch _dispatch = services.GetRequiredService<EventDispatch>();

    /// <param name="services">Empty.</param>
    /// <param name="configuration">The app's settings, with the store that gets the state.</param>
    public static IServiceCollection AddTo(IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddLogging()
            .AddTelemetry(configuration)
            .AddSecrets(configuration)
            .AddPayloadStore(configuration)
            .AddArchive(configuration)
            .AddStateStore(configuration)
            .AddStateHandlers(configuration)
            .AddSingleton<MessageReader>()
            .AddEventDispatch();
    }

    /// <param name="problem">Called for each object that is damaged or missing. The run continues.</param>
    /// <param name="progress">Shows how many events were read.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public async Task<RebuildResult> RunAsync(Action<ArchiveReading> problem, ProgressLine progress, CancellationToken cancellationToken)
    {
        int read = 0, handled = 0, unprocessable = 0, problems = 0;
        await Parallel.ForEachAsync(
            CountedAsync(),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (archived, token) => _ = await HandleAsync(archived, token) switch
            {
                true => Interlocked.Increment(ref handled),
                false => Interlocked.Increment(ref unprocessable),
                null => 0,
            });
        return new RebuildResult(read, handled, unprocessable, problems);

        async IAsyncEnumerable<ArchivedEvent> CountedAsync()
        {
            await foreach (ArchiveReading reading in _archive.ReadAllAsync(null, null, cancellationToken: cancellationToken))
            {
                progress.Show(++read);
                if (reading is ArchiveReading.Found found)
                {
                    yield return found.Event;
                    continue;
                }

                problems++;
                problem(reading);
            }
        }
    }

    /// <returns>Null if no processor gets the event; false if its processor dead-letters it.</returns>
    private async Task<bool?> HandleAsync(ArchivedEvent archived, CancellationToken cancellationToken)
    {
        ServiceBusReceivedMessage message = archived.ToMessage();
        var read = await _reader.ReadAsync(message, message.Subject, cancellationToken) as MessageReading.Read;
        if (!EventSubscription.Handled.Any(subscription => subscription.Subject == archived.Header.Subject))
        {
            if (read is { Event: UnknownEvent unknown })
            {
                await _dispatch.HandleUnreceivedAsync(unknown, read.Facts, cancellationToken);
            }

            return null;
        }

        return read is not null && await _dispatch.HandleAsync(read.Event, read.Facts, cancellationToken) is HandlingResult.Handled;
    }
}

/// <param name="Read">The objects of the archive.</param>
/// <param name="Handled">The events whose state was written.</param>
/// <param name="Unprocessable">The events that their processor dead-letters.</param>
/// <param name="Problems">The objects that are damaged or missing.</param>
internal sealed record RebuildResult(int Read, int Handled, int Unprocessable, int Problems);
