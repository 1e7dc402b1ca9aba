using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using EndToEnd.Serving;

namespace EndToEnd.Subscribers;

/// <summary>One of the subscribers of docs/subscribers, running.</summary>
public sealed partial class SubscriberProcess : IAsyncDisposable
{
    private const string ConnectionStringVariable = "SERVICEBUS_CONNECTION_STRING";
    private const string LargeEventsVariable = "CLAIM_CHECK_FOLDER";

    private readonly LocalProcess _process;
    private bool _told;

    private SubscriberProcess(LocalProcess process) => _process = process;

    public IReadOnlyCollection<string> Lines => _process.Lines;

    /// <summary>What it printed about messages.</summary>
    public IEnumerable<JsonElement> Handled =>
        Lines.Where(line => line.StartsWith('{')).Select(line => JsonSerializer.Deserialize<JsonElement>(line));

    /// <param name="folder">The folder that it was built to.</param>
    /// <param name="ingestor">Whose subscription it reads.</param>
    public static Task<SubscriberProcess> StartCSharpAsync(string folder, ServedIngestor ingestor) =>
        StartAsync("dotnet", ["exec", Path.Combine(folder, "SampleSubscriber.dll"), "sample-csharp"], ingestor);

    public static async Task<SubscriberProcess> StartJavaScriptAsync(ServedIngestor ingestor)
    {
        string folder = RepositoryFiles.Path("docs", "subscribers", "javascript");
        await Node.InstallAsync(folder);
        return await StartAsync("node", [Path.Combine(folder, "index.mjs"), "sample-javascript"], ingestor);
    }

    /// <summary>Waits for what it prints about an event with a certain outcome.</summary>
    public async Task<JsonElement> WaitForAsync(string? eventId, string outcome)
    {
        bool IsMeant(JsonElement line) => line.GetProperty("eventId").GetString() == eventId && line.GetProperty("outcome").GetString() == outcome;
        await Eventually.IsTrueAsync(() => Handled.Any(IsMeant), $"the subscriber reports event {eventId} as {outcome}");
        return Handled.Single(IsMeant);
    }

    /// <summary>Tells it to stop as a platform does, and returns its exit code.</summary>
    public async Task<int> EndAsync()
    {
        _told = true;
        if (OperatingSystem.IsWindows())
        {
            using var own = Process.GetProcessById(_process.Id);
            own.Kill();
        }
        else
        {
            using Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await kill.WaitForExitAsync();
        }

        return await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_told)
        {
            await EndAsync();
        }

        await _process.DisposeAsync();
    }

    private static async Task<SubscriberProcess> StartAsync(string program, IEnumerable<string> arguments, ServedIngestor ingestor)
    {
        var process = LocalProcess.StartProgram(program, arguments, new Dictionary<string, string?>
        {
            [ConnectionStringVariable] = ingestor.ConnectionString,
            [LargeEventsVariable] = ingestor.ClaimCheckFolder,
        });
        await process.WaitForLineAsync(Ready());
        return new SubscriberProcess(process);
    }

    [GeneratedRegex("^ready$")]
    private static partial Regex Ready();
}
