using System.Text.Json;

namespace SampleSubscriber;

/// <summary>What became of a message: ids and decisions only, never a payload or a person.</summary>
internal sealed record Handled(string? EventId, string? Type, string? RequestId, string Decision, Outcome Outcome)
{
    public string ToJson() => JsonSerializer.Serialize(new
    {
        eventId = EventId,
        type = Type,
        requestId = RequestId,
        decision = Decision,
        outcome = JsonNamingPolicy.CamelCase.ConvertName(Outcome.ToString()),
    });
}
