using System.Text.Json;
using EndToEnd.Bodies;
using EndToEnd.Deliveries;
using EndToEnd.InProcess;
using EndToEnd.Serving;

namespace EndToEnd;

/// <summary>A genuine delivery that cannot be read is kept, and replayed when it can.</summary>
public sealed class QuarantineTests
{
    private static readonly (string, string) WrongSalt = ("Humanos:EncryptionSalt", "a salt of another time");

    [Theory]
    [InlineData(1)]
    [InlineData(600)]
    public async Task What_no_key_opened_is_replayed_with_the_right_key_and_has_its_effect_once(int kilobytes)
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(WrongSalt);
        UniqueSample sample = LargeSample.Of("2026-05-17/credential", kilobytes * LargeSample.Kilobyte);
        SealedDelivery delivery = ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow);
        await PostAsync(ingestor, delivery, 500);
        await PostAsync(ingestor, delivery, 500);
        string name = Assert.Single(Kept(ingestor));

        LocalProcess still = await RunAsync(ingestor, ["replay", "--all"], exitCode: 1, new() { ["Humanos__EncryptionSalt"] = "another wrong one" });
        Assert.Contains(still.Lines, line => line == $"{name}: kept, NoKeyFits");
        Assert.Equal(name, Assert.Single(Kept(ingestor)));
        Assert.Equal(0, ingestor.Broker.TopicStatistics("humanos-events").Accepted);

        LocalProcess replayed = await RunAsync(ingestor, ["replay", name], exitCode: 0);
        Assert.Contains(replayed.Lines, line => line.StartsWith($"{name}: published as ", StringComparison.Ordinal));
        JsonElement stored = await ingestor.Http.WaitUntilStoredAsync(ingestor.Api, sample.RequestId);
        Assert.Equal(1, stored.GetProperty("credentials").GetArrayLength());
        Assert.Equal(1, ingestor.Broker.TopicStatistics("humanos-events").Accepted);
        Assert.Empty(Kept(ingestor));

        await RunAsync(ingestor, ["replay", "--all"], exitCode: 0);
        await RunAsync(ingestor, ["replay", name], exitCode: 1);
        Assert.Equal(1, ingestor.Broker.TopicStatistics("humanos-events").Accepted);
    }

    [Fact]
    public async Task The_file_is_one_line_of_JSON_and_then_the_body_as_it_came()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync();
        SealedDelivery delivery = ingestor.Sender.Seal("[1]"u8, DateTimeOffset.UtcNow);

        using (HttpResponseMessage answer = await ingestor.Http.PostAsync(new Uri(ingestor.Webhook, "webhook/kyc"), delivery))
        {
            Assert.Equal(500, (int)answer.StatusCode);
        }

        string name = Assert.Single(Kept(ingestor));
        byte[] kept = await File.ReadAllBytesAsync(Path.Combine(Folder(ingestor), name));
        int end = Array.IndexOf(kept, (byte)'\n');
        JsonElement header = JsonSerializer.Deserialize<JsonElement>(kept.AsSpan(0, end));
        Assert.Equal(delivery.Body, kept[(end + 1)..]);
        Assert.Equal(delivery.Timestamp, header.GetProperty("timestamp").GetString());
        Assert.Equal(delivery.Signature, header.GetProperty("signature").GetString());
        Assert.Equal("kyc", header.GetProperty("resource").GetString());
        Assert.Equal("NotAnObject", header.GetProperty("reason").GetString());
        Assert.InRange(header.GetProperty("receivedAt").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow);
        Assert.Matches(@"^\d{4}/\d\d/\d\d/[0-9a-f]{64}$", name);
    }

    [Fact]
    public async Task What_cannot_be_kept_is_503_so_that_the_sender_comes_again()
    {
        string inTheWay = Path.GetTempFileName();
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(WrongSalt, ("Humanos:BodyFolder", Path.Combine(inTheWay, "bodies")));

        using HttpResponseMessage refused = await ingestor.Http.PostAsync(
            ingestor.Webhook, ingestor.Sender.Seal(UniqueSample.Of("2026-05-17/identity").Json, DateTimeOffset.UtcNow));

        Assert.Equal(503, (int)refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        File.Delete(inTheWay);
    }

    [Fact]
    public async Task What_is_no_envelope_or_not_signed_is_not_kept()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(WrongSalt);
        SealedDelivery good = ingestor.Sender.Seal("{}"u8, DateTimeOffset.UtcNow);

        await PostAsync(ingestor, ingestor.Sender.Sign("{}"u8.ToArray(), good.Timestamp), 400);
        await PostAsync(ingestor, good with { Signature = new string('0', 64) }, 401);

        Assert.Empty(Kept(ingestor));
    }

    [Fact]
    public async Task A_file_that_somebody_altered_is_not_published()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(WrongSalt);
        await PostAsync(ingestor, ingestor.Sender.Seal(UniqueSample.Of("2026-05-17/identity").Json, DateTimeOffset.UtcNow), 500);
        string file = Path.Combine(Folder(ingestor), Assert.Single(Kept(ingestor)));
        byte[] altered = await File.ReadAllBytesAsync(file);
        altered[^5] ^= 1;
        await File.WriteAllBytesAsync(file, altered);

        LocalProcess replayed = await RunAsync(ingestor, ["replay", "--all"], exitCode: 1);

        Assert.Contains(replayed.Lines, line => line.EndsWith(": kept, SignatureMismatch", StringComparison.Ordinal));
        Assert.Equal(0, ingestor.Broker.TopicStatistics("humanos-events").Accepted);
    }

    [Fact]
    public async Task What_is_kept_can_be_listed_shown_and_purged()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(WrongSalt);
        SealedDelivery delivery = ingestor.Sender.Seal(UniqueSample.Of("2026-05-17/identity").Json, DateTimeOffset.UtcNow);
        await PostAsync(ingestor, delivery, 500);
        string name = Assert.Single(Kept(ingestor));

        LocalProcess list = await RunAsync(ingestor, ["list"], exitCode: 0);
        Assert.Contains(list.Lines, line => line.StartsWith($"{name}  ", StringComparison.Ordinal) && line.Contains($"NoKeyFits  {delivery.Body.Length} bytes", StringComparison.Ordinal));
        Assert.Contains("1 kept", list.Lines);
        LocalProcess show = await RunAsync(ingestor, ["show", name], exitCode: 0);
        Assert.Contains(show.Lines, line => line.Contains(delivery.Timestamp, StringComparison.Ordinal));
        Assert.DoesNotContain(show.Lines, line => line.Contains("\"data\"", StringComparison.Ordinal));
        LocalProcess body = await RunAsync(ingestor, ["show", name, "--body"], exitCode: 0);
        Assert.Equal(System.Text.Encoding.UTF8.GetString(delivery.Body), Assert.Single(body.Lines));
        await RunAsync(ingestor, ["show", "../../humanos.db"], exitCode: 1);

        await RunAsync(ingestor, ["purge"], exitCode: 1);
        await RunAsync(ingestor, ["purge", "--all", "--older-than", "1.00:00:00"], exitCode: 0);
        Assert.Equal(name, Assert.Single(Kept(ingestor)));
        await RunAsync(ingestor, ["purge", "--all"], exitCode: 0);
        Assert.Empty(Kept(ingestor));
    }

    private static async Task PostAsync(InProcessIngestor ingestor, SealedDelivery delivery, int status)
    {
        using HttpResponseMessage answer = await ingestor.Http.PostAsync(ingestor.Webhook, delivery);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    private static async Task<LocalProcess> RunAsync(
        InProcessIngestor ingestor, string[] arguments, int exitCode, Dictionary<string, string?>? environment = null)
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

    private static string Folder(InProcessIngestor ingestor) => Path.Combine(ingestor.Data.FullName, "bodies", "quarantine");

    private static IEnumerable<string> Kept(InProcessIngestor ingestor) => Directory.Exists(Folder(ingestor))
        ? Directory.EnumerateFiles(Folder(ingestor), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder(ingestor), file).Replace('\\', '/'))
        : [];
}
