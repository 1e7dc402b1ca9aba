using System.Text.Json;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.Events;
using HumanosFunctions.Cli.Tests.CommandLine;
using HumanosFunctions.Cli.Tests.DeadLetters;
using LocalServiceBus;

namespace HumanosFunctions.Cli.Tests.Events;

/// <summary><c>events</c> shows what is published, and takes nothing.</summary>
public sealed class EventsTests
{
    [Fact]
    public async Task Peek_has_a_line_for_each_event_without_its_payload_and_locks_nothing()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        await SendAsync(bus, AnEvent.Of("credential", "event-1"), AnEvent.Of("credential", "event-2"));

        CommandRun peek = await RunAsync(bus, "peek", "audit");

        Assert.Equal(0, peek.ExitCode);
        Assert.Matches("^[^ ]+Z  credential +event-1  credential.type  -  request-of-event-1$", peek.Lines[0]);
        Assert.Contains("event-2", peek.Lines[1], StringComparison.Ordinal);
        Assert.Equal(2, peek.Lines.Count);
        Assert.DoesNotContain(AnEvent.Confidential, peek.Output, StringComparison.Ordinal);
        QueueStatistics audit = bus.Broker.Statistics($"{DeadLetteredBus.Topic}/Subscriptions/audit");
        Assert.Equal((2, 0), (audit.Active, audit.Locked));
    }

    [Fact]
    public async Task Payloads_are_shown_on_request_only()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        await SendAsync(bus, AnEvent.Of("credential", "event-1"));

        CommandRun json = await RunAsync(bus, "peek", "audit", "--json");
        CommandRun payload = await RunAsync(bus, "peek", "audit", "--json", "--payload");

        using JsonDocument line = JsonDocument.Parse(Assert.Single(json.Lines));
        Assert.Equal("event-1", line.RootElement.GetProperty("eventId").GetString());
        Assert.Equal("request-of-event-1", line.RootElement.GetProperty("requestId").GetString());
        Assert.False(line.RootElement.TryGetProperty("payload", out _));
        using JsonDocument whole = JsonDocument.Parse(Assert.Single(payload.Lines));
        Assert.Contains(AnEvent.Confidential, whole.RootElement.GetProperty("payload").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_than_the_most_to_show_are_shown()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        await SendAsync(bus, AnEvent.Of("credential", "event-1"), AnEvent.Of("credential", "event-2"));

        CommandRun peek = await RunAsync(bus, "peek", "audit", "--max", "1");

        Assert.Contains("event-1", Assert.Single(peek.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tail")]
    [InlineData("peek")]
    public async Task A_subscription_that_does_not_exist_is_named(string command)
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();

        CommandRun run = await RunAsync(bus, command, "nowhere");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("nowhere", Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audit\u001b[2J\nforged line")]
    [InlineData("left\u202eright")]
    [InlineData("one\u2028two\u0085three")]
    public async Task Text_of_others_forges_neither_a_line_nor_a_terminal_sequence(string hostile)
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        ServiceBusMessage message = AnEvent.Of("credential", hostile);
        message.MessageId = "m-1";
        await SendAsync(bus, message);

        CommandRun peek = await RunAsync(bus, "peek", "audit", "--payload");
        CommandRun json = await RunAsync(bus, "peek", "audit", "--json");

        Assert.Equal(2, peek.Lines.Count);
        Assert.DoesNotContain(peek.Output.ReplaceLineEndings(""), character => char.IsControl(character) || character is '\u202e' or '\u2028');
        using JsonDocument line = JsonDocument.Parse(Assert.Single(json.Lines));
        Assert.Equal(hostile, line.RootElement.GetProperty("eventId").GetString());
    }

    [Fact]
    public async Task Tail_shows_what_is_published_from_now_on_until_it_is_stopped()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        await SendAsync(bus, AnEvent.Of("credential", "event-before"));
        await using var peek = new EventPeek(bus.Client, DeadLetteredBus.Topic, "audit");
        await using var output = new StringWriter();
        await using TextWriter shared = TextWriter.Synchronized(output);
        using var stop = new CancellationTokenSource();
        int sent = 0;
        string Shown()
        {
            // The writer locks itself.
            lock (shared)
            {
                return output.ToString();
            }
        }

        Task<int> tail = new EventPrinter(shared, asJson: false, withPayload: false).FollowAsync(peek, stop.Token);
        // The first ones may be published before it looks.
        await Eventually.IsTrueAsync(
            async () =>
            {
                await SendAsync(bus, AnEvent.Of("credential", $"event-after-{sent++}"));
                return Shown().Contains("event-after-", StringComparison.Ordinal);
            },
            "a new event is shown");
        await stop.CancelAsync();

        Assert.Equal(0, await tail);
        Assert.DoesNotContain("event-before", Shown(), StringComparison.Ordinal);
        Assert.DoesNotContain(AnEvent.Confidential, Shown(), StringComparison.Ordinal);
    }

    private static Task<CommandRun> RunAsync(DeadLetteredBus bus, params string[] arguments) =>
        CommandRun.OfAsync(["events", .. arguments, "--amqp-port", $"{bus.Broker.Port}"]);

    private static async Task SendAsync(DeadLetteredBus bus, params ServiceBusMessage[] messages)
    {
        await using ServiceBusSender sender = bus.Client.CreateSender(DeadLetteredBus.Topic);
        await sender.SendMessagesAsync(messages);
    }
}
