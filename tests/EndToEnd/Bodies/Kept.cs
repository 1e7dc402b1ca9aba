using EndToEnd.Deliveries;
using EndToEnd.InProcess;
using EndToEnd.Serving;

namespace EndToEnd.Bodies;

/// <summary>The quarantine of an ingestor in the test's process, and the command that works on it from another.</summary>
public static class Kept
{
    public static readonly (string, string) WrongSalt = ("Humanos:EncryptionSalt", "a salt of another time");

    public static async Task PostAsync(this InProcessIngestor ingestor, SealedDelivery delivery, int status)
    {
        using HttpResponseMessage answer = await ingestor.Http.PostAsync(ingestor.Webhook, delivery);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    public static string QuarantineFolder(this InProcessIngestor ingestor) => Path.Combine(ingestor.Data.FullName, "bodies", "quarantine");

    public static IEnumerable<string> KeptNames(this InProcessIngestor ingestor) => Directory.Exists(ingestor.QuarantineFolder())
        ? Directory
            .EnumerateFiles(ingestor.QuarantineFolder(), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(ingestor.QuarantineFolder(), file).Replace('\\', '/'))
        : [];

    /// <summary>Runs the command with the local settings, changed by an environment, to its end.</summary>
    public static async Task<LocalProcess> QuarantineAsync(
        this InProcessIngestor ingestor, string[] arguments, int exitCode, Dictionary<string, string?>? environment = null)
    {
        LocalProcess process = LocalProcess.Start(
            ["quarantine", .. arguments, "--data", ingestor.Data.FullName, "--amqp-port", $"{ingestor.Broker.Port}"], environment);
        await using (process)
        {
            int ended = await process.WaitForExitAsync();
            Assert.True(ended == exitCode, $"ended with {ended}: {string.Join('\n', process.Lines)}");
            return process;
        }
    }
}
