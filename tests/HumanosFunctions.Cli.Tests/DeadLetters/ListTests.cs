using System.Text.Json;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.Tests.CommandLine;
using LocalServiceBus;

namespace HumanosFunctions.Cli.Tests.DeadLetters;

public sealed class ListTests
{
    [Fact]
    public async Task Every_entity_of_the_topology_is_counted_and_every_dead_letter_has_a_line()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        long number = await bus.DeadLetterAsync("credential", AnEvent.Of("credential", "event-1"), "WrongSubject");
        long copy = await bus.DeadLetterAsync(DeadLetteredBus.Retries, AnEvent.CopyOf("event-2", "identity", attempt: 7));

        CommandRun list = await bus.RunAsync("list");

        Assert.Equal(0, list.ExitCode);
        string line = Assert.Single(list.Lines, line => line.Contains("event-1", StringComparison.Ordinal));
        Assert.Matches($@"^credential +{number} +WrongSubject +\d+s +credential\.type +event-1 +request-of-event-1 +0 +\d+$", line);
        Assert.Single(list.Lines, line => line.StartsWith($"humanos-retry  {copy}", StringComparison.Ordinal) && line.Contains("  7  ", StringComparison.Ordinal));
        Assert.Equal(
            ["credential: 1", "identity: 0", "otp-failed: 0", "archive: 0", "audit: 0", "humanos-otp-resend: 0", "humanos-retry: 1"],
            list.Lines.TakeLast(7));
    }

    [Fact]
    public async Task Nothing_of_a_payload_is_shown_and_nothing_is_locked()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        await bus.DeadLetterAsync("credential", AnEvent.Of("credential", "event-1"));
        int deliveries = Assert.Single(await bus.PeekAsync("credential")).DeliveryCount;

        CommandRun list = await bus.RunAsync("list", "credential");
        CommandRun json = await bus.RunAsync("list", "credential", "--json");

        Assert.DoesNotContain("Confidential", list.Output + json.Output, StringComparison.Ordinal);
        Assert.Equal(deliveries, Assert.Single(await bus.PeekAsync("credential")).DeliveryCount);
        QueueStatistics left = bus.DeadLettersOf("credential");
        Assert.Equal((1, 0), (left.Active, left.Locked));
    }

    [Fact]
    public async Task For_scripts_each_dead_letter_is_a_line_of_json()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        long number = await bus.DeadLetterAsync(DeadLetteredBus.Retries, AnEvent.CopyOf("event-2", "identity", attempt: 7), "RetriesExhausted");

        CommandRun list = await bus.RunAsync("list", "--json");

        using JsonDocument line = JsonDocument.Parse(Assert.Single(list.Lines));
        JsonElement deadLetter = line.RootElement;
        Assert.Equal("humanos-retry", deadLetter.GetProperty("entity").GetString());
        Assert.Equal(number, deadLetter.GetProperty("sequenceNumber").GetInt64());
        Assert.Equal("RetriesExhausted", deadLetter.GetProperty("reason").GetString());
        Assert.Equal("event-2", deadLetter.GetProperty("eventId").GetString());
        Assert.Equal(7, deadLetter.GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task The_cause_has_a_column_without_its_methods_and_is_whole_for_scripts()
    {
        const string Cause = "SqliteException SqliteErrorCode 14 in CredentialState; at HumanosFunctions.Storage.Open";
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        await bus.DeadLetterAsync("credential", AnEvent.Of("credential", "event-1"), "RetriesExhausted", Cause);

        CommandRun list = await bus.RunAsync("list", "credential");
        CommandRun json = await bus.RunAsync("list", "credential", "--json");

        Assert.EndsWith("  CAUSE", list.Lines[0], StringComparison.Ordinal);
        Assert.EndsWith("  SqliteException SqliteErrorCode 14 in CredentialState", list.Lines[1], StringComparison.Ordinal);
        using JsonDocument line = JsonDocument.Parse(Assert.Single(json.Lines));
        Assert.Equal(Cause, line.RootElement.GetProperty("cause").GetString());
    }

    [Fact]
    public async Task More_than_the_most_to_show_is_said()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        await bus.DeadLetterAsync("credential", AnEvent.Of("credential", "event-1"));
        await bus.DeadLetterAsync("credential", AnEvent.Of("credential", "event-2"));

        CommandRun less = await bus.RunAsync("list", "credential", "--max", "1");
        CommandRun all = await bus.RunAsync("list", "credential", "--max", "2");

        Assert.DoesNotContain("event-2", less.Output, StringComparison.Ordinal);
        Assert.Contains("credential: 1, and more", less.Output, StringComparison.Ordinal);
        Assert.Contains("event-2", all.Output, StringComparison.Ordinal);
        Assert.Contains("credential: 2", all.Lines);
    }

    [Fact]
    public async Task Text_of_others_cannot_command_the_terminal()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        await bus.DeadLetterAsync("audit", new ServiceBusMessage("{}") { MessageId = "m" }, "red\u001b[31m\nnext line");

        CommandRun list = await bus.RunAsync("list", "audit");

        Assert.Contains("red?[31m?next line", list.Output, StringComparison.Ordinal);
    }
}
