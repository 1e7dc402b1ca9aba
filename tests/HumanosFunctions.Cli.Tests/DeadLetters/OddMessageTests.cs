using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.DeadLetters;
using HumanosFunctions.Cli.Tests.CommandLine;

namespace HumanosFunctions.Cli.Tests.DeadLetters;

/// <summary>Messages as AMQP allows them and this app never writes them: shown as what they are, and in nobody's way.</summary>
public sealed class OddMessageTests
{
    public static TheoryData<string, string, string> Bodies => new()
    {
        { "value", "AMQP value", "a value" },
        { "number", "AMQP value", "42" },
        { "sequence", "AMQP sequence", "[[one, 2]]" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_of_another_kind_is_shown_as_what_it_is(string body, string kind, string shown)
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        long number = await bus.DeadLetterAsync("audit", Odd(body));

        CommandRun list = await bus.RunAsync("list", "audit");
        CommandRun show = await bus.RunAsync("show", "audit", $"{number}", "--payload");

        Assert.Equal((0, 0), (list.ExitCode, show.ExitCode));
        Assert.Contains("audit: 1", list.Lines);
        Assert.Contains($"payload kind: {kind}", show.Lines);
        Assert.Contains("payload bytes: -", show.Lines);
        Assert.Contains("annotation x-odd: an annotation", show.Lines);
        Assert.Contains("odd-id: 7b6a0f8e-1b5c-4a54-9d0e-6f6f3c5b2a11", show.Lines);
        Assert.Contains("odd-amount: 1.50", show.Lines);
        Assert.Equal(shown, show.Lines[^1]);
    }

    [Fact]
    public async Task A_replay_leaves_the_odd_one_brings_back_the_others_and_says_so_at_the_end()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        await bus.DeadLetterAsync("credential", AnEvent.Of("credential", "event-1"));
        long odd = await bus.DeadLetterAsync("credential", Odd("value"));
        await bus.DeadLetterAsync("credential", AnEvent.Of("credential", "event-2"));

        CommandRun replay = await bus.RunAsync("replay", "credential", "--all");

        Assert.Equal(1, replay.ExitCode);
        Assert.Equal(
            [
                $"credential {odd}: not replayed to humanos-retry: its body is not bytes, so this app did not write it.",
                "credential: 2 of 3 replayed to humanos-retry.",
            ],
            replay.Lines);
        Assert.Equal(odd, Assert.Single(await bus.PeekAsync("credential")).SequenceNumber);
    }

    [Fact]
    public async Task A_purge_takes_the_odd_one_too()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        await bus.DeadLetterAsync("audit", Odd("sequence"));
        await bus.DeadLetterAsync("audit", AnEvent.Of("credential", "event-1"));

        CommandRun purge = await bus.RunAsync("purge", "audit", "--all", "--yes");

        Assert.Equal(0, purge.ExitCode);
        Assert.Empty(await bus.PeekAsync("audit"));
    }

    [Fact]
    public void Lists_maps_bytes_and_nothing_are_shown_as_what_they_are()
    {
        Assert.Equal("[1, [two], null]", AmqpText.Of(new List<object?> { 1, new List<object> { "two" }, null }));
        Assert.Equal("{a: 1, b: [2]}", AmqpText.Of(new Dictionary<string, object> { ["a"] = 1, ["b"] = new[] { 2 } }));
        Assert.Equal("AQI=", AmqpText.Of(new byte[] { 1, 2 }));
        Assert.Equal("null", AmqpText.Of(null));
        Assert.Equal("1.5", AmqpText.Of(1.5m));
    }

    [Fact]
    public void What_is_endless_is_shown_as_its_beginning()
    {
        var endless = new List<object>();
        endless.Add(endless);

        Assert.Equal("[[[[[[[[[…]]]]]]]]]", AmqpText.Of(endless));
    }

    private static ServiceBusMessage Odd(string body)
    {
        var message = new ServiceBusMessage { MessageId = $"odd-{body}", Subject = "credential", ContentType = "application/json" };
        AmqpAnnotatedMessage raw = message.GetRawAmqpMessage();
        raw.Body = body switch
        {
            "value" => AmqpMessageBody.FromValue("a value"),
            "number" => AmqpMessageBody.FromValue(42),
            _ => AmqpMessageBody.FromSequence([new List<object> { "one", 2 }]),
        };
        raw.MessageAnnotations["x-odd"] = "an annotation";
        message.ApplicationProperties["odd-id"] = Guid.Parse("7b6a0f8e-1b5c-4a54-9d0e-6f6f3c5b2a11");
        message.ApplicationProperties["odd-amount"] = 1.50m;
        return message;
    }
}
