using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace HumanosFunctions.Tests.Storage;

/// <summary>Table and Blob storage on loopback: Azurite in a process of its own, in memory; nothing where the machine has no Node.</summary>
public sealed class Azurite : IAsyncLifetime
{
    // Published by Azurite for everybody: it protects nothing.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly string Folder = RepositoryFiles.Path("tests", "HumanosFunctions.Tests", "js");

    // Its modules are many, and a fresh machine reads them from the disk.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly int _tablePort = FreePort.Next();
    private readonly int _blobPort = FreePort.Next();
    private Process? _process;

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};" +
        $"TableEndpoint=http://127.0.0.1:{_tablePort}/{Account};BlobEndpoint=http://127.0.0.1:{_blobPort}/{Account};";

    /// <summary>The same account, with another address for its blobs.</summary>
    public string ConnectionStringVia(Uri blobs) =>
        ConnectionString.Replace(BlobAddress, new Uri(blobs, Account).AbsoluteUri, StringComparison.Ordinal);

    public string BlobAddress => $"http://127.0.0.1:{_blobPort}/{Account}";

    public async Task InitializeAsync()
    {
        if (Node.IsPresent)
        {
            await Node.InstallAsync(Folder);
            await StartAsync();
        }
    }

    public Task DisposeAsync() => StopAsync();

    public async Task StartAsync()
    {
        string program = Path.Combine(Folder, "azurite.cjs");
        _process = Process.Start(new ProcessStartInfo(
            "node",
            [
                program, "--inMemoryPersistence", "--silent", "--disableTelemetry", "--skipApiVersionCheck",
                "--tablePort", $"{_tablePort}", "--blobPort", $"{_blobPort}", "--queuePort", $"{FreePort.Next()}",
            ])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardInput = true,
        })!;
        await Eventually.IsTrueAsync(async () => await IsListeningAsync(_tablePort) && await IsListeningAsync(_blobPort), "Azurite listens", StartLimit);
    }

    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    public async Task DeleteTablesAsync()
    {
        var service = new TableServiceClient(ConnectionString);
        await foreach (TableItem table in service.QueryAsync())
        {
            await service.DeleteTableAsync(table.Name);
        }
    }

    public async Task DeleteContainersAsync()
    {
        var service = new BlobServiceClient(ConnectionString);
        await foreach (BlobContainerItem container in service.GetBlobContainersAsync())
        {
            await service.DeleteBlobContainerAsync(container.Name);
        }
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
