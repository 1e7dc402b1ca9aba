using System.CommandLine;
using HumanosFunctions.Cli.Archive;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.CommandLine.Options;
using HumanosFunctions.Cli.DeadLetters;

namespace HumanosFunctions.Cli.Events;

/// <summary><c>events tail</c> and <c>events peek</c>: show what is published and remove nothing. The other subcommands read the archive.</summary>
internal static class EventsCommand
{
    private const string Everything = "audit";
    private const int DefaultMax = 100;

    public static Command Build()
    {
        var options = new DeadLetterOptions();
        var action = new DeadLetterAction(options);
        var events = new Command("events", "Shows published events and those of the archive, and sends archived events again.")
        {
            Tail(action), Peek(action),
        };
        foreach (Command archived in ArchiveCommands.Build(action))
        {
            events.Subcommands.Add(archived);
        }

        options.AddTo(events);
        foreach (Command part in events.Subcommands)
        {
            part.Validators.Add(result => result.Refuse(() => options.Contradiction(result)));
        }

        return events;
    }

    private static Command Tail(DeadLetterAction action)
    {
        Argument<string> subscription = Subscription("The subscription to look at. The default receives every event, if it exists.");
        subscription.DefaultValueFactory = _ => Everything;
        (Option<bool> json, Option<bool> payload) = Format();
        var tail = new Command("tail", "Shows events as they are published, until you stop it. Messages stay in the subscription.") { subscription, json, payload };
        tail.SetAction((parsed, cancellationToken) => action.RunAsync(
            parsed,
            async (client, source, stop) =>
            {
                await using var peek = new EventPeek(client, source.Topic, parsed.GetValue(subscription)!);
                return await new EventPrinter(parsed.InvocationConfiguration.Output, parsed.GetValue(json), parsed.GetValue(payload)).FollowAsync(peek, stop);
            },
            cancellationToken));
        return tail;
    }

    private static Command Peek(DeadLetterAction action)
    {
        Argument<string> subscription = Subscription("The subscription to look at.");
        Option<int> max = NumberOption.Of("--max", "The maximum number to show.", DefaultMax, min: 1, max: int.MaxValue);
        (Option<bool> json, Option<bool> payload) = Format();
        var peek = new Command("peek", "Shows the events that wait in a subscription, oldest first. Messages stay in the subscription.") { subscription, max, json, payload };
        peek.SetAction((parsed, cancellationToken) => action.RunAsync(
            parsed,
            async (client, source, stop) =>
            {
                await using var messages = new EventPeek(client, source.Topic, parsed.GetValue(subscription)!);
                return await new EventPrinter(parsed.InvocationConfiguration.Output, parsed.GetValue(json), parsed.GetValue(payload)).ShowAsync(messages, parsed.GetValue(max), stop);
            },
            cancellationToken));
        return peek;
    }

    private static Argument<string> Subscription(string description) => new("SUBSCRIPTION") { Description = description };

    private static (Option<bool> Json, Option<bool> Payload) Format() => (
        new Option<bool>("--json") { Description = "Writes a JSON object for each line." },
        new Option<bool>("--payload") { Description = "Shows the payload too, which contains personal data." });
}
