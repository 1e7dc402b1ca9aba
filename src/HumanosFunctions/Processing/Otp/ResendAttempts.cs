using HumanosFunctions.Processing.State;
using HumanosFunctions.Storage;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Processing.Otp;

/// <summary>
/// Counts the resends of a series in the store: one row for each event that asked for one. Two events at the same time
/// may get the same number; both then schedule the same message, and the queue takes one of them. So there are never
/// more calls than numbers.
/// </summary>
public sealed class ResendAttempts(IStateStore store, IOptions<ResendOptions> options, TimeProvider time)
{
    /// <summary>The event's attempt, the same for each repetition of the event; null where all attempts are used up.</summary>
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

    /// <summary>All that share the resend's number; empty where nobody has reserved it.</summary>
    public async Task<IReadOnlyList<ResendAttempt>> OfAsync(ScheduledResend resend, CancellationToken cancellationToken) =>
        [.. (await OfRequestAsync(resend.RequestId, cancellationToken))
            .Where(attempt => attempt.Series == resend.Series && attempt.Number == resend.Attempt)];

    public Task NoteAsync(IReadOnlyList<ResendAttempt> attempts, string outcome, CancellationToken cancellationToken) =>
        store.PutAsync([.. attempts.Select(attempt => (attempt with { Outcome = outcome, ChangedAt = After(attempt) }).ToRow())], cancellationToken);

    // The newer row stays, and clocks of two machines differ.
    private DateTimeOffset After(ResendAttempt attempt) =>
        time.GetUtcNow() is var now && now > attempt.ChangedAt ? now : attempt.ChangedAt.AddTicks(1);

    private async Task<IReadOnlyList<ResendAttempt>> OfRequestAsync(string requestId, CancellationToken cancellationToken) =>
        [.. (await store.OfRequestAsync(requestId, cancellationToken)).Where(row => row.Kind == RowKinds.Resend).Select(ResendAttempt.Read)];
}
