using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using HumanosFunctions.Archive;
using HumanosFunctions.Cli.Tests.CommandLine;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.Tests.Archive;

/// <summary>A local ingestor's data folder with an archive, and the command line pointed at it.</summary>
internal sealed class ArchivedIngestor : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Sender _sender = new();

    public ArchivedIngestor() => Archive = new EventArchive(new FolderArchive(ArchiveRegistration.FolderOf(Path.Combine(Data.FullName, "bodies"))));

    public DirectoryInfo Data { get; } = Directory.CreateTempSubdirectory("humanos-archived-");

    public EventArchive Archive { get; }

    /// <summary>The message that the app publishes for a payload, as a subscription delivers it.</summary>
    public ServiceBusReceivedMessage Publish(byte[] json, DateTimeOffset receivedAt)
    {
        DecryptedEvent decrypted = _sender.Open(_sender.Seal(json, receivedAt), receivedAt);
        ServiceBusMessage message = EventMessage.Describe(decrypted, RoutingFacts.Read(decrypted)!, resource: null, receivedAt).Message;
        return ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: message.Body, messageId: message.MessageId, subject: message.Subject, contentType: message.ContentType,
            correlationId: message.CorrelationId, enqueuedTime: receivedAt, properties: message.ApplicationProperties);
    }

    public async Task<ArchivedEvent> KeepAsync(ServiceBusReceivedMessage message)
    {
        ArchivedEvent archived = ArchivedEvent.Of(message, message.MessageId, message.ApplicationProperties, message.Body.ToMemory());
        await Archive.WriteAsync(archived, CancellationToken.None);
        return archived;
    }

    /// <summary>Archives a sample that was received so many minutes after the start.</summary>
    public Task<ArchivedEvent> KeepAsync(string sample, int minutes) => KeepAsync(Publish(Samples.Read(sample), Start.AddMinutes(minutes)));

    public string PathOf(ArchivedEvent archived) => Path.Combine([Data.FullName, "bodies", "archive", .. archived.Name.Split('/')]);

    public Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync([.. arguments, "--data", Data.FullName]);

    public void Dispose()
    {
        _sender.Dispose();
        Data.Delete(recursive: true);
    }
}
