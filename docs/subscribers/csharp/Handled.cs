using System.Text.Json;
using Humanos.Webhooks.ServiceBus;

namespace SampleSubscriber;

/// <summary>What became of a message, as one line: ids and decisions only, never a payload or a person.</summary>
internal sealed record Handled(string? EventId, string? Type, string? RequestId, string Decision, string Outcome)
{
    public static Handled Of(EventReading reading) => reading switch
    {
        EventReading.Unhandled handled => Of(handled.Facts, Decisions.Of(handled.Event), "completed"),
        EventReading.Repeated repeated => Of(repeated.Facts, "none", "duplicate"),
        EventReading.Unreadable unreadable => Of(unreadable.Facts, unreadable.DeadLetterReason, "malformed"),
        _ => throw new InvalidOperationException("There is no other reading."),
    };

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    private static Handled Of(EventFacts facts, string decision, string outcome) =>
        new(facts.EventId, facts.Type, facts.RequestId, decision, outcome);
}
