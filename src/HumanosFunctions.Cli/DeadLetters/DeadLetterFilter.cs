using System.CommandLine;
using System.CommandLine.Parsing;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.CommandLine.Options;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>The options that limit a command to some dead letters.</summary>
internal sealed class DeadLetterFilterOptions
{
    private readonly CommonFilterOptions _common = new();
    private readonly Option<string?> _type = new("--type") { Description = "Only those with this event type; case does not matter." };
    private readonly Option<string?> _event = new("--event") { Description = "Only those of this event; its id may be shortened to what is unique." };
    private readonly Option<string?> _request = new("--request") { Description = "Only those of this request; its id may be shortened to what is unique." };

    private Option[] All => [.. _common.All, _type, _event, _request];

    public void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Options.Add(option);
        }

        command.Validators.Add(parsed => parsed.Refuse(() => _common.Problem(parsed) ?? Empty(parsed)));
    }

    public bool IsGiven(CommandResult parsed) => All.Any(option => parsed.IsGiven(option));

    public DeadLetterFilter Read(ParseResult parsed) => new(
        _common.Reason(parsed), parsed.GetValue(_type), parsed.GetValue(_event), parsed.GetValue(_request), _common.Range(parsed));

    // An empty text would begin every id.
    private string? Empty(CommandResult parsed) =>
        new[] { _type, _event, _request }.FirstOrDefault(option => parsed.IsGiven(option) && string.IsNullOrWhiteSpace(parsed.GetValue(option))) is { } empty
            ? $"{empty.Name} takes a text that is not empty."
            : null;
}

/// <summary>Which dead letters a command is limited to. Null does not limit.</summary>
/// <param name="Event">An event id, or its beginning until <see cref="ResolveAsync"/> completes it.</param>
/// <param name="Request">A request id, likewise.</param>
internal sealed record DeadLetterFilter(string? Reason, string? Type, string? Event, string? Request, TimeRange Range)
{
    public static DeadLetterFilter None { get; } = new(null, null, null, null, new TimeRange(null, null));

    /// <summary>Of a dead letter that the SDK cannot read only the reason is known.</summary>
    public bool Matches(DeadLetterFacts facts) =>
        Is(Reason, facts.Reason, StringComparison.OrdinalIgnoreCase)
        && Is(Type, facts.EventType, StringComparison.OrdinalIgnoreCase)
        && Is(Event, facts.EventId, StringComparison.Ordinal)
        && Is(Request, facts.RequestId, StringComparison.Ordinal)
        && (Range.IsEverything || (facts.EnqueuedAt is { } at && Range.Contains(at)));

    /// <summary>The same filter with complete ids. Reads every dead letter if there is one to complete.</summary>
    /// <exception cref="AmbiguousIdException">Several ids begin with the text.</exception>
    public async Task<DeadLetterFilter> ResolveAsync(ServiceBusClient client, IReadOnlyList<DeadLetterEntity> entities, CancellationToken cancellationToken)
    {
        if (Event is null && Request is null)
        {
            return this;
        }

        List<string> events = [], requests = [];
        foreach (DeadLetterEntity entity in entities)
        {
            await using ServiceBusReceiver receiver = entity.OpenDeadLetters(client);
            await foreach ((_, ServiceBusReceivedMessage? message) in new MessagePeek(receiver).AllAsync(cancellationToken))
            {
                if (message is null)
                {
                    continue;
                }

                DeadLetterFacts facts = DeadLetterFacts.Of(message, entity, message.EnqueuedTime);
                Collect(events, Event, facts.EventId);
                Collect(requests, Request, facts.RequestId);
            }
        }

        return this with { Event = Complete("--event", Event, events), Request = Complete("--request", Request, requests) };
    }

    private static bool Is(string? wanted, string? actual, StringComparison comparison) => wanted is null || string.Equals(wanted, actual, comparison);

    private static void Collect(List<string> known, string? start, string? id)
    {
        if (start is not null && id?.StartsWith(start, StringComparison.Ordinal) == true)
        {
            known.Add(id);
        }
    }

    private static string? Complete(string what, string? start, List<string> known) => start is null ? null : ShortId.Resolve(what, start, known) ?? start;
}
