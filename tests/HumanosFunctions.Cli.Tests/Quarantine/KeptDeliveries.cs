using HumanosFunctions.Cli.Tests.CommandLine;
using HumanosFunctions.Payloads;
using HumanosFunctions.Quarantine;

namespace HumanosFunctions.Cli.Tests.Quarantine;

/// <summary>A local ingestor's quarantine, and the command line pointed at it.</summary>
internal sealed class KeptDeliveries : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("humanos-quarantine-");

    private FolderPayloadStore Bodies => new(Path.Combine(_data.FullName, "bodies"));

    /// <returns>Its name.</returns>
    public async Task<string> KeepAsync(TimeSpan age, string reason = "NoKeyFits")
    {
        var header = new QuarantineHeader
        {
            Timestamp = $"{age.Ticks}",
            Signature = "signature",
            ReceivedAt = DateTimeOffset.UtcNow - age,
            Reason = reason,
        };
        var delivery = new QuarantinedDelivery(header, "body"u8.ToArray());
        await WriteAsync(delivery.Name, delivery.ToBytes());
        return delivery.Name;
    }

    /// <summary>Where an item of that name is.</summary>
    public string PathOf(string name) => Path.Combine([_data.FullName, "bodies", PayloadContainer.Quarantine.Name, .. name.Split('/')]);

    public Task WriteAsync(string name, byte[] content) => Bodies.WriteAsync(PayloadContainer.Quarantine, name, content, CancellationToken.None);

    public async Task<IReadOnlyList<string>> NamesAsync() =>
        await Bodies.ListAsync(PayloadContainer.Quarantine, CancellationToken.None).Select(body => body.Name).ToListAsync();

    /// <summary>A command that names a place in Azure is not told of the local one.</summary>
    public Task<CommandRun> RunAsync(params string[] arguments) => arguments.Contains("--storage") || arguments.Contains("--vault")
        ? CommandRun.OfAsync(["quarantine", .. arguments])
        : CommandRun.OfAsync(["quarantine", .. arguments, "--data", _data.FullName]);

    public void Dispose() => _data.Delete(recursive: true);
}
