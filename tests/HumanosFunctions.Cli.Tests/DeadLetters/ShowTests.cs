using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.Tests.CommandLine;

namespace HumanosFunctions.Cli.Tests.DeadLetters;

public sealed class ShowTests
{
    [Fact]
    public async Task The_properties_are_shown_and_the_payload_is_not()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        long number = await bus.DeadLetterAsync("identity", AnEvent.Of("identity", "event-1"), "WrongSubject");

        CommandRun show = await bus.RunAsync("show", "identity", $"{number}");

        Assert.Equal(0, show.ExitCode);
        Assert.Contains("message id: event-1", show.Lines);
        Assert.Contains("cloudEvents_type: identity.type", show.Lines);
        Assert.Contains("DeadLetterReason: WrongSubject", show.Lines);
        Assert.Contains("payload bytes: 31", show.Lines);
        Assert.DoesNotContain("Confidential", show.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_payload_is_shown_to_those_who_ask_for_it()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        long number = await bus.DeadLetterAsync("identity", AnEvent.Of("identity", "event-1"));

        CommandRun show = await bus.RunAsync("show", "identity", $"{number}", "--payload");

        Assert.EndsWith($$"""{"fullName":"{{AnEvent.Confidential}}"}""", show.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payload_that_is_no_text_is_shown_as_base64()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        long number = await bus.DeadLetterAsync("audit", new ServiceBusMessage(new byte[] { 0xFF, 0xFE, 0x00 }) { MessageId = "m" });

        CommandRun show = await bus.RunAsync("show", "audit", $"{number}", "--payload");

        Assert.Equal("//4A", show.Lines[^1]);
    }

    [Fact]
    public async Task A_number_that_no_dead_letter_has_is_not_found()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        long number = await bus.DeadLetterAsync("identity", AnEvent.Of("identity", "event-1"));

        CommandRun show = await bus.RunAsync("show", "identity", $"{number - 1}");

        Assert.Equal(1, show.ExitCode);
        Assert.Contains("not found", show.Error, StringComparison.Ordinal);
    }
}
