using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using EndToEnd.Deliveries;
using EndToEnd.Serving;
using LocalServiceBus;

namespace EndToEnd;

/// <summary>Starting and stopping the program.</summary>
public abstract partial class ServeTests(FunctionsHost host) : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("humanos-serve-");

    public void Dispose()
    {
        _data.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task It_stops_cleanly_when_it_is_told_to()
    {
        await using LocalProcess process = LocalProcess.Start(Arguments());
        await process.WaitForLineAsync(Ready());

        Assert.Equal(0, await process.StopAsync());
    }

    [Theory]
    [InlineData("Humanos__SignatureSecret", "Humanos:SignatureSecret")]
    [InlineData("Humanos__EncryptionSecret", "Humanos:EncryptionSecret")]
    [InlineData("Humanos__EncryptionSalt", "Humanos:EncryptionSalt")]
    public async Task A_missing_secret_stops_the_start_with_the_name_of_its_key(string variable, string key)
    {
        await using LocalProcess process = LocalProcess.Start(Arguments(), new Dictionary<string, string?> { [variable] = " " });

        Assert.Equal(2, await process.WaitForExitAsync());
        Assert.Contains(process.Lines, line => line.Contains(key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Humanos__TimestampTolerance", "1.00:00:01", "Humanos:TimestampTolerance")]
    [InlineData("Humanos__TimestampTolerance", "soon", "Humanos:TimestampTolerance")]
    [InlineData("Humanos__KeyVaultUri", "https://vault.example/", "Humanos:KeyVaultUri")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "nonsense", "OTEL_EXPORTER_OTLP_ENDPOINT")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "nonsense", "APPLICATIONINSIGHTS_CONNECTION_STRING")]
    public async Task A_setting_that_cannot_work_stops_the_start_with_the_name_of_its_key(string variable, string value, string key)
    {
        await using LocalProcess process = LocalProcess.Start(Arguments(), new Dictionary<string, string?> { [variable] = value });

        Assert.Equal(2, await process.WaitForExitAsync());
        Assert.Contains(process.Lines, line => line.Contains(key, StringComparison.Ordinal));
        Assert.DoesNotContain(process.Lines, line => line.StartsWith("   at ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AzureWebJobsStorage__tableServiceUri", "nonsense", "AzureWebJobsStorage:tableServiceUri")]
    [InlineData("AzureWebJobsStorage__accountName", "not a name", "AzureWebJobsStorage:accountName")]
    public async Task A_storage_account_that_cannot_exist_stops_the_start_with_the_name_of_its_key(string variable, string value, string key)
    {
        await using LocalProcess process = LocalProcess.Start(Arguments(), new Dictionary<string, string?> { ["Humanos__Store"] = "tables", ["AzureWebJobsStorage"] = "", [variable] = value });

        Assert.Equal(2, await process.WaitForExitAsync());
        Assert.Contains(key, Assert.Single(process.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port", "--amqp-port")]
    [InlineData("--amqp-port", "--port")]
    public async Task A_port_in_use_is_named_with_the_option_that_changes_it(string option, string other)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await using LocalProcess process = LocalProcess.Start([option, $"{port}", other, "0", "--data", _data.FullName, .. host.Options()]);

        Assert.Equal(1, await process.WaitForExitAsync());
        await Eventually.IsTrueAsync(() => process.Lines.Count > 0, "it says why");
        string line = Assert.Single(process.Lines);
        Assert.Contains($"{port}", line, StringComparison.Ordinal);
        Assert.Contains(option, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topology_file_that_does_not_exist_is_named()
    {
        await using LocalProcess process = LocalProcess.Start([.. Arguments(), "--topology", "nowhere.json"]);

        Assert.Equal(2, await process.WaitForExitAsync());
        await Eventually.IsTrueAsync(() => process.Lines.Any(line => line.Contains("nowhere.json", StringComparison.Ordinal)), "it names the file");
    }

    [Fact]
    public async Task With_a_broker_that_runs_already_it_uses_that_and_does_not_show_its_key()
    {
        await using DevelopmentBroker broker = await DevelopmentBroker.StartAsync(
            new BrokerOptions { Topology = BrokerTopology.Load(RepositoryFiles.Path("infra", "servicebus.json")) });
        await using LocalProcess process = LocalProcess.Start([.. Arguments(), "--service-bus", broker.ConnectionString]);
        Match ready = await process.WaitForLineAsync(Ready());
        using var http = new HttpClient();
        using var sender = new Sender();

        await http.DeliverAsync(new Uri(ready.Groups["url"].Value), sender.Seal(UniqueSample.Of("2026-05-17/identity").Json, DateTimeOffset.UtcNow));

        Assert.Equal($"amqp://127.0.0.1:{broker.Port}", ready.Groups["amqp"].Value);
        Assert.Equal(1, broker.TopicStatistics("humanos-events").Accepted);
        Assert.DoesNotContain(process.Lines, line => line.Contains("SharedAccessKey", StringComparison.Ordinal));
        Assert.Equal(0, await process.StopAsync());
    }

    [Fact]
    public async Task What_is_no_connection_string_stops_the_start_and_is_not_repeated()
    {
        await using LocalProcess process = LocalProcess.Start([.. Arguments(), "--service-bus", "a-key-typed-alone"]);

        Assert.Equal(2, await process.WaitForExitAsync());
        await Eventually.IsTrueAsync(() => process.Lines.Any(line => line.Contains("--service-bus", StringComparison.Ordinal)), "it names the option");
        Assert.DoesNotContain(process.Lines, line => line.Contains("a-key-typed-alone", StringComparison.Ordinal));
    }

    private string[] Arguments() => ["--port", "0", "--amqp-port", "0", "--data", _data.FullName, .. host.Options()];

    [GeneratedRegex("^ready (?<url>[^ ]+) (?<amqp>[^ ]+)$")]
    private static partial Regex Ready();
}

public sealed class InProcessServeTests() : ServeTests(FunctionsHost.InProcess);

public sealed class WorkerServeTests() : ServeTests(FunctionsHost.Worker);
