using System.Diagnostics;
using System.Text;
using Azure.Messaging.ServiceBus;
using EndToEnd.Deliveries;
using EndToEnd.InProcess;
using EndToEnd.Serving;
using Humanos.Webhooks;
using HumanosFunctions.Archive;
using HumanosFunctions.Payloads;
using HumanosFunctions.Quarantine;
using HumanosFunctions.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace EndToEnd.Persons;

/// <summary>An ingestor that holds data of persons everywhere where it can, and the commands on it.</summary>
public sealed class ErasableIngestor : IAsyncDisposable
{
    private static readonly string[] Subscriptions = ["credential", "identity", "otp-failed", "archive"];
    private static readonly string[] Queues = ["humanos-retry", "humanos-otp-resend"];

    private readonly Azurite? _azurite;

    private ErasableIngestor(InProcessIngestor ingestor, Azurite? azurite) => (Ingestor, Client, _azurite) = (ingestor, ingestor.OpenClient(), azurite);

    public InProcessIngestor Ingestor { get; }

    public ServiceBusClient Client { get; }

    public string Data => Ingestor.Data.FullName;

    /// <summary>The storage account that the commands use, if it is not the app's own address of it.</summary>
    public string? CommandStorage { get; set; }

    public string ArchiveFolder => Path.Combine(Data, "bodies", "archive");

    public static Task<ErasableIngestor> StartAsync(params (string, string)[] settings) => StartAsync(azurite: null, settings);

    /// <param name="azurite">Holds state, archive and payloads, as a storage account does; null is SQLite and files.</param>
    /// <param name="settings">Further settings.</param>
    public static async Task<ErasableIngestor> StartAsync(Azurite? azurite, params (string, string)[] settings) => new(
        await InProcessIngestor.StartAsync(
        [
            ("Humanos:ArchiveDays", "30"), ("Humanos:StoreIdentityDocuments", "true"), .. settings,
            .. azurite is null ? ((string, string)[])[] : [("Humanos:Store", "tables"), ("Humanos:Bodies", "blobs"), ("AzureWebJobsStorage", azurite.ConnectionString)],
        ]),
        azurite);

    public Task<string> PostAsync(byte[] json) => Ingestor.Http.DeliverAsync(Ingestor.Webhook, Ingestor.Sender.Seal(json, DateTimeOffset.UtcNow));

    /// <summary>Completes when the event has its effect and is archived.</summary>
    public async Task<string> DeliverAsync(PersonEvent sent)
    {
        string id = await PostAsync(sent.Json());
        await Eventually.IsTrueAsync(() => IsArchivedAsync(id), $"event {id} is archived");
        await Eventually.IsTrueAsync(
            async () => await Ingestor.Http.StoredAsync(Ingestor.Api, sent.Request) is { } stored && stored.ToString().Contains(id, StringComparison.Ordinal), $"event {id} has its effect");
        return id;
    }

    public async Task<bool> IsArchivedAsync(string id) => await Ingestor.Services.GetRequiredService<EventArchive>().NamesAsync(null, null, id).AnyAsync();

    /// <summary>Writes a delivery to the quarantine that can be read now, as after a key was added.</summary>
    public async Task QuarantineAsync(PersonEvent sent)
    {
        SealedDelivery delivery = Ingestor.Sender.Seal(sent.Json(), DateTimeOffset.UtcNow);
        await WriteAsync(delivery.Body, delivery.Timestamp, delivery.Signature);
    }

    /// <summary>Writes a delivery to the quarantine that no key of the app decrypts.</summary>
    public async Task QuarantineUnreadableAsync(PersonEvent sent)
    {
        using var other = new Sender(encryptionSalt: "another salt");
        SealedDelivery delivery = other.Seal(sent.Json(), DateTimeOffset.UtcNow);
        await WriteAsync(delivery.Body, delivery.Timestamp, delivery.Signature);
    }

    /// <summary>Publishes a message that its processor dead-letters.</summary>
    public async Task DeadLetterAsync(PersonEvent sent)
    {
        await using ServiceBusSender sender = Client.CreateSender("humanos-events");
        await sender.SendMessageAsync(Message(sent, contentType: "text/plain"));
    }

    public async Task ScheduleAsync(PersonEvent sent)
    {
        await using ServiceBusSender sender = Client.CreateSender("humanos-retry");
        ServiceBusMessage copy = Message(sent, contentType: "application/json");
        copy.ApplicationProperties["humanos_subscription"] = "credential";
        copy.ScheduledEnqueueTime = DateTimeOffset.UtcNow.AddHours(1);
        await sender.SendMessageAsync(copy);
    }

    /// <summary>Returns every message of the app's own entities as text: waiting, scheduled and dead.</summary>
    public async Task<IReadOnlyList<string>> MessagesAsync()
    {
        var found = new List<string>();
        foreach (SubQueue part in new[] { SubQueue.None, SubQueue.DeadLetter })
        {
            var options = new ServiceBusReceiverOptions { SubQueue = part };
            foreach (ServiceBusReceiver receiver in Subscriptions.Select(name => Client.CreateReceiver("humanos-events", name, options)).Concat(Queues.Select(name => Client.CreateReceiver(name, options))))
            {
                await using (receiver)
                {
                    found.AddRange((await receiver.PeekMessagesAsync(250)).Select(message =>
                        $"{receiver.EntityPath} {message.CorrelationId} {string.Join(' ', message.ApplicationProperties.Select(property => $"{property.Key}={property.Value}"))} {message.Body}"));
                }
            }
        }

        return found;
    }

    /// <summary>Returns the files below the data folder that contain one of the texts.</summary>
    public IReadOnlyList<string> FilesWith(IEnumerable<string> texts)
    {
        byte[][] wanted = [.. texts.Select(Encoding.UTF8.GetBytes)];
        return [.. Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories).Where(file => wanted.Any(text => Read(file).AsSpan().IndexOf(text) >= 0))];
    }

    /// <summary>Returns the files, blobs and entities that contain one of the texts.</summary>
    public async Task<IReadOnlyList<string>> PlacesWithAsync(IEnumerable<string> texts)
    {
        string[] wanted = [.. texts];
        return _azurite is null ? FilesWith(wanted) : [.. FilesWith(wanted), .. await StoredObjects.WithAsync(_azurite.ConnectionString, wanted)];
    }

    public async Task<IReadOnlyCollection<string>> RunAsync(int exitCode, params string[] arguments)
    {
        bool needsBroker = arguments is ["person", "erase", ..] or ["events", "replay", ..];
        await using LocalProcess process = LocalProcess.Start([.. arguments, "--data", Data, .. needsBroker ? ["--amqp-port", $"{Ingestor.Broker.Port}"] : (string[])[]], Environment());
        int ended = await process.WaitForExitAsync();
        Assert.True(ended == exitCode, $"ended with {ended}: {string.Join('\n', process.Lines)}");
        return process.Lines;
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Ingestor.DisposeAsync();
    }

    private async Task WriteAsync(byte[] body, string timestamp, string signature)
    {
        var kept = new QuarantinedDelivery(
            new QuarantineHeader { Timestamp = timestamp, Signature = signature, ReceivedAt = DateTimeOffset.UtcNow, Reason = "NoKeyFits" }, body);
        await Ingestor.Services.GetRequiredService<IPayloadStore>().WriteAsync(PayloadContainer.Quarantine, kept.Name, kept.ToBytes(), CancellationToken.None);
    }

    private Dictionary<string, string?>? Environment() => _azurite is null ? null : new()
    {
        ["Humanos__Store"] = "tables",
        ["Humanos__Bodies"] = "blobs",
        ["Humanos__StoreIdentityDocuments"] = "true",
        ["AzureWebJobsStorage"] = CommandStorage ?? _azurite.ConnectionString,
    };

    private static ServiceBusMessage Message(PersonEvent sent, string contentType)
    {
        string id = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(sent.Json()));
        return new ServiceBusMessage(sent.Json())
        {
            MessageId = id,
            Subject = "credential",
            ContentType = contentType,
            CorrelationId = sent.Request,
            ApplicationProperties =
            {
                ["cloudEvents_id"] = id, ["cloudEvents_type"] = "credential", ["cloudEvents_time"] = "2026-06-01T12:00:00Z", ["cloudEvents_subject"] = sent.Request,
            },
        };
    }

    private static byte[] Read(string file)
    {
        // To close a database file here would release the locks of the ingestor, which is in this process. Windows has no such locks.
        if (!OperatingSystem.IsWindows() && Path.GetFileName(file).StartsWith("humanos.db", StringComparison.Ordinal))
        {
            return ReadElsewhere(file);
        }

        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        open.CopyTo(content);
        return content.ToArray();
    }

    private static byte[] ReadElsewhere(string file)
    {
        using Process cat = Process.Start(new ProcessStartInfo("cat", [file]) { RedirectStandardOutput = true })!;
        using var content = new MemoryStream();
        cat.StandardOutput.BaseStream.CopyTo(content);
        cat.WaitForExit();
        return content.ToArray();
    }
}

/// <summary>An event about an invented person.</summary>
public sealed record PersonEvent(string Request, string Person)
{
    public string Type { get; init; } = "credential";

    public string Time { get; init; } = "2026-06-01T12:00:00Z";

    public int Padding { get; init; }

    public string Contact => $"{Person}@example.org";

    /// <summary>What nothing may hold after the erasure.</summary>
    public IReadOnlyList<string> Texts => [Contact, $"did:key:{Person}", $"internal-{Person}", $"Name of {Person}", $"document-{Person}"];

    public byte[] Json() => Encoding.UTF8.GetBytes(
        $$"""
        {"eventType":"{{Type}}","requestId":"{{Request}}","issuerDid":"did:web:issuer","api_version":"2026-05-17",
        "user":{"id":"did:key:{{Person}}","contact":"{{Contact}}","internalId":"internal-{{Person}}"},
        "credential":{"id":"urn:c:{{Request}}","name":"Terms","status":"ACTIVE"},
        "identity":{"fullName":"Name of {{Person}}","docId":"document-{{Person}}","placeOfBirth":"{{new string('x', Padding)}}","documentType":"PASSPORT"},
        "decision":{"action":"accept","success":true,"date":"{{Time}}"} }
        """);
}
