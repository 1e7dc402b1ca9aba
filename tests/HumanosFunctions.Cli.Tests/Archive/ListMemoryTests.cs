using System.Runtime.CompilerServices;
using System.Text;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Archive;
using HumanosFunctions.Cli.Archive;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.Tests.Archive;

/// <summary>However many events the archive has, a command holds few of them. The objects are made when they are read, and counted.</summary>
public sealed class ListMemoryTests
{
    private const int Hours = 2;
    private const int InAnHour = 12_500;

    private static readonly ArchiveFilter Everything = new(From: null, To: null, Type: null, Request: null, Issuer: null, Event: null);

    private readonly CountedObjects _objects = new();

    [Fact]
    public async Task A_list_holds_one_part_of_an_hour()
    {
        await using var output = new CountingWriter(_objects);

        int exitCode = await new ListArchived(new EventArchive(_objects), output, TimeProvider.System, asJson: false, withPayload: false).RunAsync(Everything, CancellationToken.None);

        Assert.Equal((0, (Hours * InAnHour) + 1), (exitCode, output.Lines));
        Assert.InRange(output.MostHeld, 1, 10_100);
    }

    [Fact]
    public async Task The_names_that_drift_lists_are_limited_and_every_event_is_counted()
    {
        await using var output = new CountingWriter(_objects);
        await using var errors = new StringWriter();

        int exitCode = await new DriftArchived(new EventArchive(_objects), output, errors, TimeProvider.System, asJson: true).RunAsync(Everything, CancellationToken.None);

        // Ten thousand names, and the rest together.
        Assert.Equal((0, 10_001), (exitCode, output.Lines));
        Assert.Contains($"\"name\":\"(others)\",\"events\":{(Hours * InAnHour) - 10_000},", output.Text, StringComparison.Ordinal);
    }

    /// <summary>Each object is an event of a version of its own.</summary>
    private sealed class CountedObjects : IArchiveObjects
    {
        private int _read;

        public int Read => Volatile.Read(ref _read);

        public async IAsyncEnumerable<string> FoldersAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            int level = folder.Split('/', StringSplitOptions.RemoveEmptyEntries).Length;
            foreach (string name in level switch { 0 => ["2026"], 3 => [.. Enumerable.Range(0, Hours).Select(hour => $"{hour:00}")], _ => (string[])["06"] })
            {
                yield return name;
            }

            await Task.CompletedTask;
        }

        public async IAsyncEnumerable<string> NamesAsync(string folder, string beginning, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            DateTimeOffset hour = ArchiveName.HourFrom(folder)!.Value;
            for (int number = 0; number < InAnHour; number++)
            {
                yield return ArchiveName.Of($"{folder} {number}", hour);
            }

            await Task.CompletedTask;
        }

        public Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _read);
            string id = name[(name.LastIndexOf('/') + 1)..];
            DateTimeOffset hour = ArchiveName.HourFrom(name[..name.LastIndexOf('/')])!.Value;
            ServiceBusReceivedMessage message = ServiceBusModelFactory.ServiceBusReceivedMessage(subject: "credential", enqueuedTime: hour);
            return Task.FromResult<byte[]?>(ArchivedEvent.Of(
                message,
                id,
                [new("cloudEvents_id", id), new("humanos_received_at", Rfc3339.Format(hour))],
                Encoding.UTF8.GetBytes($$"""{"eventType":"credential","requestId":"r","api_version":"{{id}}"}""")).ToBytes());
        }

        public Task<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Compares what was read with what was written, at each line.</summary>
    private sealed class CountingWriter(CountedObjects objects) : StringWriter
    {
        public int Lines { get; private set; }

        public int MostHeld { get; private set; }

        public string Text => ToString();

        public override Task WriteLineAsync(string? value)
        {
            MostHeld = Math.Max(MostHeld, objects.Read - Lines);
            Lines++;
            return base.WriteLineAsync(value);
        }
    }
}
