using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using HumanosFunctions.Archive;
using Testing;

namespace Benchmarks.Comparison.Rows;

/// <summary>Events per second into the archive: into a folder, each flushed to the disk, and into Azurite on the same machine.</summary>
internal static class ArchiveRow
{
    private const int Rounds = 3;

    // Those of the function: maxConcurrentCalls of host.json for a folder on one machine, two instances in Azure.
    private const int FolderWriters = 16;
    private const int BlobWriters = 32;

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        var rows = new List<TableRow> { new("archived events/s, folder", Spread.Of(await FolderAsync()).Show("N0"), "–", "–", "≥ 3,000") };
        if (Node.IsPresent)
        {
            rows.Add(new TableRow("archived events/s, Azurite", Spread.Of(await BlobsAsync()).Show("N0"), "–", "–", "≥ 500"));
        }

        return rows;
    }

    private static async Task<List<double>> FolderAsync()
    {
        var rates = new List<double>();
        for (int round = 1; round <= Rounds; round++)
        {
            DirectoryInfo folder = Directory.CreateTempSubdirectory("humanos-archive-");
            rates.Add(await RateAsync("folder", new FolderArchive(folder.FullName), events: 20_000, FolderWriters));
            folder.Delete(recursive: true);
        }

        return rates;
    }

    private static async Task<List<double>> BlobsAsync()
    {
        await using AzuriteServer azurite = await AzuriteServer.StartAsync();
        var rates = new List<double>();
        for (int round = 1; round <= Rounds; round++)
        {
            rates.Add(await RateAsync("Azurite", new BlobArchive(azurite.OpenBlobs()), events: 3_000, BlobWriters));
        }

        return rates;
    }

    private static async Task<double> RateAsync(string what, IArchiveObjects objects, int events, int writers)
    {
        var archive = new EventArchive(objects);
        ArchivedEvent[] archived = [.. Enumerable.Range(0, events).Select(_ => ArchivedSample.Next())];
        await archive.WriteAsync(ArchivedSample.Next(), CancellationToken.None);
        long started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(archived, new ParallelOptions { MaxDegreeOfParallelism = writers }, async (one, token) =>
        {
            if (await archive.WriteAsync(one, token) != ArchiveWrite.Stored)
            {
                throw new InvalidOperationException("An event was not stored.");
            }
        });
        double rate = events / Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.Error.WriteLine($"archive, {what}: {rate:N0}/s");
        return rate;
    }
}

/// <summary>A new event for the archive, as the function makes it from a message.</summary>
internal static class ArchivedSample
{
    private static readonly string[] Samples = ["2026-05-17/credential", "2026-05-17/identity", "2026-05-17/otp.failed"];

    private static int _next;

    public static ArchivedEvent Next()
    {
        string sample = Samples[Interlocked.Increment(ref _next) % Samples.Length];
        string type = sample.Split('/')[1], request = Guid.NewGuid().ToString("N");
        string id = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(request)));
        JsonNode payload = JsonNode.Parse(Testing.Samples.Read(sample))!;
        payload["requestId"] = request;
        string now = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        return ArchivedEvent.Of(
            ServiceBusModelFactory.ServiceBusReceivedMessage(subject: type, contentType: "application/json", correlationId: request, enqueuedTime: TimeProvider.System.GetUtcNow()),
            id,
            [
                new("cloudEvents_specversion", "1.0"), new("cloudEvents_id", id), new("cloudEvents_source", "urn:benchmark"), new("cloudEvents_type", type),
                new("cloudEvents_subject", request), new("cloudEvents_time", now), new("humanos_event_type", type), new("humanos_received_at", now),
            ],
            Encoding.UTF8.GetBytes(payload.ToJsonString()));
    }
}

/// <summary>Blob storage on loopback, with files on the disk.</summary>
internal sealed class AzuriteServer(Process process, DirectoryInfo data, int port) : IAsyncDisposable
{
    // Published by Azurite for everybody: it protects nothing.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static async Task<AzuriteServer> StartAsync()
    {
        string folder = RepositoryFiles.Path("tests", "HumanosFunctions.Tests", "js");
        await Node.InstallAsync(folder);
        DirectoryInfo data = Directory.CreateTempSubdirectory("humanos-azurite-");
        int port = FreePort.Next();
        Process process = Process.Start(new ProcessStartInfo("node",
        [
            Path.Combine(folder, "azurite.cjs"), "--location", data.FullName, "--silent", "--disableTelemetry", "--skipApiVersionCheck",
            "--blobPort", $"{port}", "--queuePort", $"{FreePort.Next()}", "--tablePort", $"{FreePort.Next()}",
        ])
        { RedirectStandardInput = true })!;
        await Eventually.IsTrueAsync(() => IsListeningAsync(port), "Azurite listens", TimeSpan.FromMinutes(2));
        return new AzuriteServer(process, data, port);
    }

    public BlobServiceClient OpenBlobs() =>
        new($"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{port}/{Account};");

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        data.Delete(recursive: true);
    }

    private static async Task<bool> IsListeningAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
