using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Secrets;
using HumanosFunctions.Storage;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Processing.Otp;

/// <summary>
/// Counts the resends of a series in the store, with one row per event that requested one. Two concurrent events can get the same number.
/// Then both schedule the same message, and duplicate detection drops one. So there are never more calls than numbers.
/// </summary>
public sealed class ResendAttempts(IStateStore store, IOptions<ResendOptions> options, TimeProvider time)
{
    /// <summary>Returns the attempt of the event, the same for each repetition of the event, or null if no attempts are left.</summary>
    public async Task<ResendAttempt?> ReserveAsync(string series, EventFacts facts, CancellationToken cancellationToken)
    {
        IReadOnlyList<ResendAttempt> earlier = await OfRequestAsync(facts.RequestId, cancellationToken);
        if (earlier.FirstOrDefault(attempt => attempt.EventId == facts.EventId) is { } own)
        {
            return own;
        }

        int number = 1 + earlier.Where(attempt => attempt.Series == series).Select(attempt => attempt.Number).DefaultIfEmpty(0).Max();
        if (number > options.Value.MaxResends)
        {
            return null;
        }

        var reserved = new ResendAttempt
        {
            RequestId = facts.RequestId,
            Series = series,
            Number = number,
            EventId = facts.EventId,
            ChangedAt = facts.ReceivedAt,
            DueAt = facts.ReceivedAt + ResendDelay.Before(number, options.Value.ResendDelay),
        };
        await store.PutAsync([reserved.ToRow()], cancellationToken);
        return reserved;
    }

    /// <summary>Returns the attempts with the number of the resend. Empty if none is reserved.</summary>
    public async Task<IReadOnlyList<ResendAttempt>> OfAsync(ScheduledResend resend, CancellationToken cancellationToken) =>
        [.. (await OfRequestAsync(resend.RequestId, cancellationToken))
            .Where(attempt => attempt.Series == resend.Series && attempt.Number == resend.Attempt)];

    public Task RecordAsync(IReadOnlyList<ResendAttempt> attempts, string outcome, CancellationToken cancellationToken) =>
        store.PutAsync([.. attempts.Select(attempt => (attempt with { Outcome = outcome, ChangedAt = After(attempt) }).ToRow())], cancellationToken);

    // The store keeps the newer row, and the clocks of two machines differ.
    private DateTimeOffset After(ResendAttempt attempt) =>
        time.GetUtcNow() is var now && now > attempt.ChangedAt ? now : attempt.ChangedAt.AddTicks(1);

    private async Task<IReadOnlyList<ResendAttempt>> OfRequestAsync(string requestId, CancellationToken cancellationToken) =>
        [.. (await store.OfRequestAsync(requestId, cancellationToken)).Where(row => row.Kind == RowKinds.Resend).Select(ResendAttempt.Read)];
}

/// <summary>One resend as the store keeps it.</summary>
public sealed record ResendAttempt
{
    public required string RequestId { get; init; }

    /// <summary>See <see cref="ResendSeries"/>.</summary>
    public required string Series { get; init; }

    /// <summary>Starts at 1. Two events can share a number if they were processed at the same time. Then there is one call.</summary>
    public required int Number { get; init; }

    public required string EventId { get; init; }

    /// <summary>The time of the app's clock, because the time of an event can have any value.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>One of <see cref="ResendOutcome"/>, or null until the call has a final result.</summary>
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

/// <summary>The outcome of an attempt, as the store shows it.</summary>
internal static class ResendOutcome
{
    public const string Accepted = "accepted";

    /// <summary>The setting was turned off while the attempt was scheduled.</summary>
    public const string TurnedOff = "turnedOff";

    /// <summary>The API was unavailable on every try.</summary>
    public const string Unavailable = "unavailable";

    public static string Refused(int status) => string.Create(CultureInfo.InvariantCulture, $"refused{status}");
}

/// <summary>
/// Identifies the resends of one request to one person with a keyed hash. A contact is short, so a brute-force search would break a hash
/// without a key. The key is the API key, which stays the same when its signature secret rotates.
/// </summary>
internal sealed class ResendSeries(OptionalSecrets secrets)
{
    /// <summary>Returns lower-case hex, or null if there is no API key.</summary>
    public async ValueTask<string?> OfAsync(string requestId, ResendSelector selector, CancellationToken cancellationToken) =>
        await secrets.GetAsync(OptionalSecret.ApiKey, cancellationToken) is { Length: > 0 } key ? Hash(key, requestId, selector) : null;

    // The length makes the text unambiguous.
    private static string Hash(string key, string requestId, ResendSelector selector) => Convert.ToHexStringLower(HMACSHA256.HashData(
        Encoding.UTF8.GetBytes(key),
        Encoding.UTF8.GetBytes($"{requestId.Length} {requestId} {selector.Name} {selector.Value}")));
}
