using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Bootstrap;

/// <summary>
/// Microsoft's signed Azure SDK assemblies out of its npm package: version and content are pinned, so whoever serves
/// it cannot change it.
/// </summary>
internal sealed class FeedAssemblies(string folder)
{
    private const string Package = "@azure/mcp-linux-x64@0.0.21";
    private const string Sha512 = "vnJrGuFp1fUUqR5jGjKw9U55+/i9x9mTALhQLN11I866vxmDVIe9jTr8OzAzMYA5y60D/rzrHwVaSw2xsOXAnw==";

    private static readonly string[] Names =
    [
        "Azure.Messaging.ServiceBus.dll", "Azure.Core.Amqp.dll", "Microsoft.Azure.Amqp.dll", "Azure.Data.Tables.dll",
        "Azure.Storage.Blobs.dll", "Azure.Storage.Common.dll", "System.IO.Hashing.dll",
    ];

    private readonly string _assemblies = Path.Combine(folder, "assemblies");

    public async Task EnsurePresentAsync()
    {
        if (Names.All(name => File.Exists(Path.Combine(_assemblies, name))))
        {
            return;
        }

        Directory.CreateDirectory(_assemblies);
        string archive = await DownloadAsync();
        await VerifyAsync(archive);
        await UnpackAsync(archive);
        File.Delete(archive);
    }

    private async Task<string> DownloadAsync()
    {
        string npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        CapturedRun pack = await ChildProcess.CaptureAsync(npm, ["pack", Package, "--prefer-offline", "--pack-destination", folder], folder);
        return pack.ExitCode == 0
            ? Directory.GetFiles(folder, "*.tgz").Single()
            : throw new BootstrapException($"npm could not get {Package}:{Environment.NewLine}{pack.Output}");
    }

    private static async Task VerifyAsync(string archive)
    {
        await using FileStream stream = File.OpenRead(archive);
        string actual = Convert.ToBase64String(await SHA512.HashDataAsync(stream));
        if (actual != Sha512)
        {
            stream.Close();
            File.Delete(archive);
            throw new BootstrapException($"{Package} does not have the expected content, and was not used.");
        }
    }

    private async Task UnpackAsync(string archive)
    {
        await using FileStream file = File.OpenRead(archive);
        await using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        await using var tar = new TarReader(unzipped);
        while (await tar.GetNextEntryAsync() is { } entry)
        {
            string name = Path.GetFileName(entry.Name);
            if (entry.Name == $"package/dist/{name}" && Names.Contains(name))
            {
                await entry.ExtractToFileAsync(Path.Combine(_assemblies, name), overwrite: true);
            }
        }
    }
}
