using System.Text.Json;
using System.Text.Json.Serialization;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Processing.Otp;

/// <summary>One resend as the store keeps it, beside the event that asked for it; both directions.</summary>
public sealed record ResendAttempt
{
    public required string RequestId { get; init; }

    /// <summary>See <see cref="ResendSeries"/>.</summary>
    public required string Series { get; init; }

    /// <summary>From 1. Two events may share a number where they were processed at the same time; the call is then one.</summary>
    public required int Number { get; init; }

    public required string EventId { get; init; }

    /// <summary>By our clock: an event's own time may be anything.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Null until the call was answered for good; one of <see cref="ResendOutcome"/>.</summary>
    public string? Outcome { get; init; }

    public StateRow ToRow() => new()
    {
        RequestId = RequestId,
        Kind = RowKinds.Resend,
        Key = EventId,
        OccurredAt = ChangedAt,
        EventId = EventId,
        Content = JsonSerializer.SerializeToUtf8Bytes(new RowContent(Series, Number, DueAt, Outcome), JsonSerializerOptions.Web),
    };

    public static ResendAttempt Read(StateRow row)
    {
        RowContent content = JsonSerializer.Deserialize<RowContent>(row.Content.Span, JsonSerializerOptions.Web)!;
        return new ResendAttempt
        {
            RequestId = row.RequestId,
            Series = content.Series,
            Number = content.Attempt,
            EventId = row.EventId,
            ChangedAt = row.OccurredAt,
            DueAt = content.DueAt,
            Outcome = content.Outcome,
        };
    }

    private sealed record RowContent(
        string Series,
        int Attempt,
        DateTimeOffset DueAt,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Outcome);
}
