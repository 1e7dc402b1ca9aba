using Humanos.Webhooks;
using HumanosFunctions.Archive;
using HumanosFunctions.Erasure;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Processing.Retrying;
using HumanosFunctions.Storage;
using HumanosFunctions.Tests.Archive;
using HumanosFunctions.Tests.Payloads;
using HumanosFunctions.Tests.Processing.Retrying;
using HumanosFunctions.Tests.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Tests.Processing.Pipeline;

/// <summary>A processor with a real store and archive, whose handler of credentials fails unless a test says otherwise.</summary>
internal sealed class TestedProcessor : IAsyncDisposable, IHandler<CredentialEvent>
{
    public TestedProcessor() => Store = Sqlite.Open();

    public TestedSqlite Sqlite { get; } = new();

    public RetryOptions Settings { get; } = new() { RetryDelay = TimeSpan.FromMilliseconds(1), MaxRetries = 2 };

    public CountedRetries Counted { get; } = new();

    public TestedArchive Archive { get; } = TestedArchive.InFolder();

    public RecordingSender Sender { get; } = new();

    public RecordingActions Actions { get; } = new();

    public RecordedOutput Log { get; } = new();

    public IStateStore Store { get; }

    public Func<HandlingResult> Handle { get; set; } = () => throw new IOException("what the handler worked on");

    /// <summary>How often the handler was called.</summary>
    public int Handled { get; private set; }

    Task<HandlingResult> IHandler<CredentialEvent>.HandleAsync(CredentialEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken)
    {
        Handled++;
        return Task.FromResult(Handle());
    }

    public EventProcessor Processor()
    {
        IOptions<RetryOptions> options = Options.Create(Settings);
        return new EventProcessor(
            new MessageReader(new HeldPayloads()),
            new EventDispatch(Store, new([], []), new([], [this]), new([], []), new([], []), new([], [])),
            new EventArchiving(new MessageReader(new HeldPayloads()), Archive.Archive, Options.Create(new ArchiveOptions { ArchiveDays = 1 }), NullLogger<EventArchiving>.Instance),
            new ErasedRequests(Store, TimeProvider.System),
            new InProcessRetry(options, Counted.Metrics, TimeProvider.System),
            new RetrySchedule(Sender, options, Counted.Metrics, TimeProvider.System, NullLogger<RetrySchedule>.Instance),
            Counted.Metrics,
            TimeProvider.System,
            LoggerFactory.Create(logging => logging.AddProvider(Log)).CreateLogger<EventProcessor>());
    }

    public async ValueTask DisposeAsync()
    {
        Counted.Dispose();
        await Archive.DisposeAsync();
        await Sqlite.DisposeAsync();
    }
}
