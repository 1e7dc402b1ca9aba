using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.DeadLetters;

namespace HumanosFunctions.Cli.Tests.DeadLetters;

/// <summary>What fails for one dead letter does not stop the others; what fails for all of them does.</summary>
public sealed class WorkFailureTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task After_single_failures_the_work_goes_on_and_says_at_the_end_what_was_not_done_and_why(int failures)
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        IReadOnlyList<long> numbers = await bus.DeadLetterManyAsync("credential", 4);
        await using ServiceBusReceiver receiver = bus.Receiver("credential", SubQueue.DeadLetter);
        using var output = new StringWriter();
        int met = 0;

        int exit = await Work(receiver, output).RunAsync(
            new DeadLetterSelection([]),
            (_, _) => met++ < failures ? throw new NotSupportedException("what it held") : Task.FromResult<string?>(null),
            CancellationToken.None);

        Assert.Equal(ExitCode.Problem, exit);
        string[] lines = output.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Equal(
            [.. numbers.Take(failures).Select(number => $"credential {number}: not done: it failed with NotSupportedException."), $"credential: {4 - failures} of 4 done."],
            lines);
        Assert.Equal(numbers.Take(failures), (await bus.PeekAsync("credential")).Select(message => message.SequenceNumber));
    }

    [Fact]
    public async Task A_failure_of_everything_ends_the_work_and_names_what_was_left()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        IReadOnlyList<long> numbers = await bus.DeadLetterManyAsync("credential", 5);
        await using ServiceBusReceiver receiver = bus.Receiver("credential", SubQueue.DeadLetter);
        using var output = new StringWriter();

        await Assert.ThrowsAsync<ServiceBusException>(() => Work(receiver, output).RunAsync(
            new DeadLetterSelection([]),
            (_, _) => throw new ServiceBusException("away", ServiceBusFailureReason.ServiceCommunicationProblem),
            CancellationToken.None));

        string[] lines = output.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Equal(6, lines.Length);
        Assert.All(numbers.Take(2), number => Assert.Contains(lines, line => line.StartsWith($"credential {number}: not done: ", StringComparison.Ordinal) && line.EndsWith("cannot be reached.", StringComparison.Ordinal)));
        Assert.All(numbers.Skip(2), number => Assert.Contains($"credential {number}: not done: the command ended before it.", lines));
        Assert.Equal("credential: 0 of 5 done.", lines[^1]);
        await bus.AreFreeAsync("credential", 5);
    }

    private static DeadLetterOperation Work(ServiceBusReceiver receiver, TextWriter output) =>
        new(new DeadLetterEntity("credential", DeadLetteredBus.Topic), receiver, "done", output, TimeProvider.System);
}
