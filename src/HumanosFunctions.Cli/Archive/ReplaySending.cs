using Azure.Messaging.ServiceBus;
using HumanosFunctions.Archive;
using HumanosFunctions.Payloads;

namespace HumanosFunctions.Cli.Archive;

/// <summary>
/// Sends groups of events, and records each group before and after. An interruption leaves open what became of one group at most, and the record
/// names its events.
/// </summary>
internal sealed class ReplaySending(ReplayTarget target, ServiceBusSender sender, ReplayProgress known, IPayloadStore payloads, TimeProvider time)
{
    public const int GroupSize = 32;

    // A stop waits so long for the broker's answers, and less than the program has to end.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Returns when the broker has taken all of them. It throws if it has not, and has recorded those that it has taken.</summary>
    public async Task SendAsync(IReadOnlyList<ArchivedEvent> group, CancellationToken cancellationToken)
    {
        ServiceBusMessage[] messages = await Task.WhenAll(group.Select(archived => target.MessageAsync(archived, known.Id, payloads, cancellationToken)));
        cancellationToken.ThrowIfCancellationRequested();
        known.Begin(group.Select(archived => archived.Name), time.GetUtcNow());

        using var grace = new CancellationTokenSource();
        await using CancellationTokenRegistration stopping = cancellationToken.Register(() => grace.CancelAfter(Grace));
        // One by one, because together they can be too large for one transfer.
        Task[] sends = [.. messages.Select(message => sender.SendMessageAsync(message, grace.Token))];
        try
        {
            await Task.WhenAll(sends);
        }
        finally
        {
            known.Sent([.. group.Where((_, at) => sends[at].IsCompletedSuccessfully).Select(archived => archived.Name)]);
        }
    }
}
