using System.Text.Json;
using EndToEnd.Bodies;
using EndToEnd.Deliveries;
using EndToEnd.InProcess;
using EndToEnd.Serving;

namespace EndToEnd;

/// <summary>What is kept can be looked at, replayed once it can be read, and deleted.</summary>
public sealed class QuarantineCommandTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(600)]
    public async Task What_no_key_opened_is_replayed_with_the_right_key_and_has_its_effect_once(int kilobytes)
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(Kept.WrongSalt);
        UniqueSample sample = LargeSample.Of("2026-05-17/credential", kilobytes * LargeSample.Kilobyte);
        SealedDelivery delivery = ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow);
        await ingestor.PostAsync(delivery, 500);
        await ingestor.PostAsync(delivery, 500);
        string name = Assert.Single(ingestor.KeptNames());

        LocalProcess still = await ingestor.QuarantineAsync(["replay", "--all"], exitCode: 1, new() { ["Humanos__EncryptionSalt"] = "another wrong one" });
        Assert.Contains(still.Lines, line => line == $"{name}: kept, NoKeyFits");
        Assert.Equal(name, Assert.Single(ingestor.KeptNames()));
        Assert.Equal(0, ingestor.Broker.TopicStatistics("humanos-events").Accepted);

        LocalProcess replayed = await ingestor.QuarantineAsync(["replay", name], exitCode: 0);
        Assert.Contains(replayed.Lines, line => line.StartsWith($"{name}: published as ", StringComparison.Ordinal));
        JsonElement stored = await ingestor.Http.WaitUntilStoredAsync(ingestor.Api, sample.RequestId);
        Assert.Equal(1, stored.GetProperty("credentials").GetArrayLength());
        Assert.Equal(1, ingestor.Broker.TopicStatistics("humanos-events").Accepted);
        Assert.Empty(ingestor.KeptNames());

        await ingestor.QuarantineAsync(["replay", "--all"], exitCode: 0);
        await ingestor.QuarantineAsync(["replay", name], exitCode: 1);
        Assert.Equal(1, ingestor.Broker.TopicStatistics("humanos-events").Accepted);
    }

    [Fact]
    public async Task A_replayed_event_of_an_unknown_type_is_listed_in_the_document_of_its_request_also_without_an_archive()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(Kept.WrongSalt, ("Humanos:ArchiveDays", "0"));
        await ingestor.PostAsync(ingestor.Sender.Seal("""{"eventType":"credential.revoked","requestId":"revoked-1"}"""u8, DateTimeOffset.UtcNow), 500);

        await ingestor.QuarantineAsync(["replay", "--all"], exitCode: 0, new() { ["Humanos__ArchiveDays"] = "0" });

        JsonElement stored = await ingestor.Http.WaitUntilStoredAsync(ingestor.Api, "revoked-1");
        Assert.Equal("credential.revoked", Assert.Single(stored.GetProperty("notUnderstood").EnumerateArray()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_file_that_somebody_altered_is_not_published()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(Kept.WrongSalt);
        await ingestor.PostAsync(ingestor.Sender.Seal(UniqueSample.Of("2026-05-17/identity").Json, DateTimeOffset.UtcNow), 500);
        string file = Path.Combine(ingestor.QuarantineFolder(), Assert.Single(ingestor.KeptNames()));
        byte[] altered = await File.ReadAllBytesAsync(file);
        altered[^5] ^= 1;
        await File.WriteAllBytesAsync(file, altered);

        LocalProcess replayed = await ingestor.QuarantineAsync(["replay", "--all"], exitCode: 1);

        Assert.Contains(replayed.Lines, line => line.EndsWith(": kept, SignatureMismatch", StringComparison.Ordinal));
        Assert.Equal(0, ingestor.Broker.TopicStatistics("humanos-events").Accepted);
    }

    [Fact]
    public async Task What_is_kept_can_be_listed_shown_and_purged()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(Kept.WrongSalt);
        SealedDelivery delivery = ingestor.Sender.Seal(UniqueSample.Of("2026-05-17/identity").Json, DateTimeOffset.UtcNow);
        await ingestor.PostAsync(delivery, 500);
        string name = Assert.Single(ingestor.KeptNames());

        LocalProcess list = await ingestor.QuarantineAsync(["list"], exitCode: 0);
        Assert.Contains(list.Lines, line => line.StartsWith($"{name}  ", StringComparison.Ordinal) && line.Contains($"NoKeyFits  {delivery.Body.Length} bytes", StringComparison.Ordinal));
        Assert.Contains("1 kept", list.Lines);
        LocalProcess show = await ingestor.QuarantineAsync(["show", name], exitCode: 0);
        Assert.Contains(show.Lines, line => line.Contains(delivery.Timestamp, StringComparison.Ordinal));
        Assert.DoesNotContain(show.Lines, line => line.Contains("\"data\"", StringComparison.Ordinal));
        LocalProcess body = await ingestor.QuarantineAsync(["show", name, "--body"], exitCode: 0);
        Assert.Equal(System.Text.Encoding.UTF8.GetString(delivery.Body), Assert.Single(body.Lines));
        await ingestor.QuarantineAsync(["show", "../../humanos.db"], exitCode: 1);

        await ingestor.QuarantineAsync(["purge", "--yes"], exitCode: 2);
        await ingestor.QuarantineAsync(["purge", "--all", "--older-than", "1d", "--yes"], exitCode: 0);
        await ingestor.QuarantineAsync(["purge", "--all"], exitCode: 2);
        Assert.Equal(name, Assert.Single(ingestor.KeptNames()));
        await ingestor.QuarantineAsync(["purge", "--all", "--yes"], exitCode: 0);
        Assert.Empty(ingestor.KeptNames());
    }

    [UnixFact]
    public async Task Odd_items_stop_no_replay_and_each_is_told_with_its_reason()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(Kept.WrongSalt);
        UniqueSample[] samples = [.. Enumerable.Range(0, 3).Select(_ => UniqueSample.Of("2026-05-17/identity"))];
        foreach (UniqueSample sample in samples)
        {
            await ingestor.PostAsync(ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow), 500);
        }

        string[] names = [.. ingestor.KeptNames().Order(StringComparer.Ordinal)];
        byte[] whole = await File.ReadAllBytesAsync(Path.Combine(ingestor.QuarantineFolder(), names[0]));
        string folder = Path.Combine(ingestor.QuarantineFolder(), "2020", "01", "01");
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, "empty"), []);
        await File.WriteAllBytesAsync(Path.Combine(folder, "headless"), whole[(Array.IndexOf(whole, (byte)'\n') + 1)..]);
        await File.WriteAllBytesAsync(Path.Combine(folder, "cut-in-the-header"), whole[..20]);
        await File.WriteAllBytesAsync(Path.Combine(folder, "cut-in-the-body"), whole[..^10]);
        File.CreateSymbolicLink(Path.Combine(folder, "loop"), Path.Combine(folder, "loop"));

        LocalProcess replayed = await ingestor.QuarantineAsync(["replay", "--all"], exitCode: 1);

        Assert.All(names, name => Assert.Contains(replayed.Lines, line => line.StartsWith($"{name}: published as ", StringComparison.Ordinal)));
        Assert.Superset(
            new HashSet<string>
            {
                "2020/01/01/empty: kept, NoHeader", "2020/01/01/headless: kept, NoHeader", "2020/01/01/cut-in-the-header: kept, NoHeader",
                "2020/01/01/cut-in-the-body: kept, SignatureMismatch", "2020/01/01/loop: kept, Unreadable",
            },
            replayed.Lines.ToHashSet());
        Assert.Contains("3 published, 5 not", replayed.Lines);
        Assert.Equal(3, ingestor.Broker.TopicStatistics("humanos-events").Accepted);
        Assert.All(samples, sample => Assert.DoesNotContain(replayed.Lines, line => line.Contains(sample.RequestId, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_the_broker_has_not_acknowledged_stays()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(Kept.WrongSalt);
        await ingestor.PostAsync(ingestor.Sender.Seal(UniqueSample.Of("2026-05-17/identity").Json, DateTimeOffset.UtcNow), 500);
        string name = Assert.Single(ingestor.KeptNames());
        ingestor.Broker.Faults.LoseAcknowledgements();

        LocalProcess replayed = await ingestor.QuarantineAsync(["replay", "--all"], exitCode: 1, new() { ["Humanos__PublishTimeout"] = "00:00:02" });

        Assert.Contains($"{name}: kept, NotPublished", replayed.Lines);
        Assert.Equal(name, Assert.Single(ingestor.KeptNames()));
    }
}
