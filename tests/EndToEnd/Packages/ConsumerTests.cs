using System.Runtime.InteropServices;
using System.Text;

namespace EndToEnd.Packages;

/// <summary>A program outside of the repository, for .NET 8, that has nothing of it but the packed package.</summary>
public sealed class ConsumerTests : IDisposable
{
    // Its type and its request, as tests/Samples has them.
    private const string Event = "CredentialEvent 68c42ec3e47c9a7f9241e0ba";

    private readonly Sender _sender = new();

    public void Dispose() => _sender.Dispose();

    [Fact]
    public async Task It_verifies_deliveries_and_reads_their_events()
    {
        using CopiedProject consumer = await CopiedProject.OfAsync("tests", "Consumers", "Webhooks");
        string folder = await consumer.BuildAsync();

        AssertReads(await CommandRun.SucceedAsync("dotnet", ["exec", Path.Combine(folder, "Consumer.dll"), .. Secrets], consumer.Folder, Deliveries()));
    }

    /// <summary>Trimmed, with .NET 8 itself beside it: a warning of the trimmer would be an error.</summary>
    [SkippableFact]
    public async Task It_does_so_when_it_is_trimmed_and_runs_on_the_oldest_framework()
    {
        using CopiedProject consumer = await CopiedProject.OfAsync("tests", "Consumers", "Webhooks");
        (CommandRun publish, string folder) = await consumer.PublishAsync("-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "-p:PublishTrimmed=true");
        Skip.If(publish.Output.Contains("NU110", StringComparison.Ordinal), "The feed lacks the runtime of .NET 8 for this platform.");
        Assert.True(publish.ExitCode == 0, publish.Output);

        CommandRun run = await CommandRun.SucceedAsync(Path.Combine(folder, OperatingSystem.IsWindows() ? "Consumer.exe" : "Consumer"), Secrets, consumer.Folder, Deliveries());

        AssertReads(run);
        Assert.Equal("8", run.Lines[0]);
    }

    private static string[] Secrets => [Sender.SignatureSecret, Sender.EncryptionSecret, Sender.EncryptionSalt];

    /// <summary>One a line: genuine ones with both lengths of an IV and with tolerated base64, and one of each kind that is refused.</summary>
    private string Deliveries()
    {
        byte[] json = Samples.Read("2026-05-17/credential");
        DateTimeOffset now = DateTimeOffset.UtcNow;
        SealedDelivery genuine = _sender.Seal(json, now);
        string urlSafe = Encoding.UTF8.GetString(genuine.Body).Replace('+', '-').Replace('/', '_').Replace("=", "", StringComparison.Ordinal);
        SealedDelivery[] deliveries =
        [
            genuine,
            _sender.Seal(json, now, ivLength: 16),
            _sender.Sign(Encoding.UTF8.GetBytes(urlSafe), genuine.Timestamp),
            genuine with { Signature = genuine.Signature.ToUpperInvariant() },
            genuine with { Signature = new string('0', 64) },
            genuine with { Signature = new string('g', 64) },
            _sender.Seal(json, now.AddDays(-2)),
            _sender.Sign("""{"iv":"AAAA","data":"AAAA"}"""u8.ToArray(), genuine.Timestamp),
            _sender.Sign("""{"iv":"AAAA","data":"AAAA","tag":5}"""u8.ToArray(), genuine.Timestamp),
        ];
        return string.Join('\n', deliveries.Select(delivery => $"{delivery.Timestamp} {delivery.Signature} {Encoding.UTF8.GetString(delivery.Body)}"));
    }

    private static void AssertReads(CommandRun run) => Assert.Equal(
        [
            Event,
            Event,
            Event,
            Event,
            "rejected SignatureMismatch",
            "rejected SignatureMalformed",
            "rejected TimestampTooOld",
            "no envelope MemberMissing",
            "no envelope MemberNotString",
        ],
        run.Lines.Skip(1));
}
