using System.Text.RegularExpressions;
using Azure.Messaging.ServiceBus;
using Microsoft.Data.Sqlite;

namespace EndToEnd.Serving;

/// <summary>The whole ingestor as a process of its own, on free ports, with a store of its own.</summary>
public partial class ServedIngestor : IAsyncLifetime
{
    /// <summary>Connection string of a broker in place of the development one, such as Microsoft's emulator.</summary>
    private static readonly string? OtherBroker = Environment.GetEnvironmentVariable("HUMANOS_TEST_SERVICE_BUS");

    private readonly IReadOnlyList<string> _options;
    private readonly IReadOnlyDictionary<string, string?>? _environment;
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("humanos-served-");
    private LocalProcess _process = null!;
    private Lazy<AuditLog> _audit = null!;

    public ServedIngestor()
        : this([])
    {
    }

    /// <summary>With options beside those for ports and store, and with settings in the environment.</summary>
    internal ServedIngestor(IReadOnlyList<string> options, IReadOnlyDictionary<string, string?>? environment = null) =>
        (_options, _environment) = (options, environment);

    public Uri Webhook { get; private set; } = null!;

    public Uri Api => new(Webhook, "/api/");

    public string ConnectionString { get; private set; } = null!;

    public string DataFolder => _data.FullName;

    public string ArchiveFolder => Path.Combine(_data.FullName, "bodies", "archive");

    /// <summary>Where the large events lie.</summary>
    public string ClaimCheckFolder => Path.Combine(_data.FullName, "bodies", "claim-check");

    /// <summary>Every line that the process has written.</summary>
    public IReadOnlyCollection<string> Printed => _process.Lines;

    public HttpClient Http { get; } = PlainHttp.Client();

    public ServiceBusClient ServiceBus { get; private set; } = null!;

    /// <summary>Takes messages off the audit subscription from the first use on.</summary>
    public AuditLog Audit => _audit.Value;

    public Sender Sender { get; } = new();

    public async Task InitializeAsync()
    {
        string[] broker = OtherBroker is null ? ["--amqp-port", "0"] : ["--service-bus", OtherBroker];
        _process = LocalProcess.Start(["--port", "0", .. broker, "--data", _data.FullName, .. _options], _environment);
        Match ready = await _process.WaitForLineAsync(Ready());
        Webhook = new Uri(ready.Groups["url"].Value);
        ConnectionString = OtherBroker ?? (await _process.WaitForLineAsync(Broker())).Groups["connection"].Value;
        ServiceBus = new ServiceBusClient(ConnectionString);
        _audit = new Lazy<AuditLog>(() => new AuditLog(ServiceBus));
    }

    /// <summary>Every stored event with the kind of its state, read from the database file itself.</summary>
    public IReadOnlyDictionary<string, string> StoredEventIds()
    {
        using var database = new SqliteConnection($"Data Source={Path.Combine(_data.FullName, "humanos.db")};Mode=ReadOnly;Pooling=False");
        database.Open();
        using SqliteCommand command = database.CreateCommand();
        command.CommandText = "SELECT event_id, CASE kind WHEN 'credential-fact' THEN 'credential' ELSE kind END FROM state WHERE kind IN ('credential-fact', 'identity', 'otp')";
        using SqliteDataReader rows = command.ExecuteReader();
        var stored = new Dictionary<string, string>();
        while (rows.Read())
        {
            stored.Add(rows.GetString(0), rows.GetString(1));
        }

        return stored;
    }

    public async Task DisposeAsync()
    {
        if (_audit.IsValueCreated)
        {
            await Audit.DisposeAsync();
        }

        await ServiceBus.DisposeAsync();
        Http.Dispose();
        Sender.Dispose();
        await _process.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [GeneratedRegex(@"^ready (?<url>http://127\.0\.0\.1:\d+/api/webhook) ")]
    private static partial Regex Ready();

    [GeneratedRegex("^Service Bus: (?<connection>Endpoint=.*)$")]
    private static partial Regex Broker();
}
