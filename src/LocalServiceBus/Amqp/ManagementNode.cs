using LocalServiceBus.State;
using Microsoft.Azure.Amqp;

namespace LocalServiceBus.Amqp;

/// <summary>The <c>$management</c> node of one entity.</summary>
internal sealed class ManagementNode
{
    private const string Prefix = "com.microsoft:";

    private readonly LockRequests? _locks;
    private readonly ReadRequests? _reads;
    private readonly ScheduleRequests? _schedule;

    /// <param name="queue">Null where the entity is a topic.</param>
    /// <param name="topic">Null where nobody can send to the entity.</param>
    public ManagementNode(MessageQueue? queue, Topic? topic)
    {
        _locks = queue is null ? null : new LockRequests(queue);
        _reads = queue is null ? null : new ReadRequests(queue, topic);
        _schedule = topic is null ? null : new ScheduleRequests(topic);
    }

    public Task<Response> HandleAsync(Request request) => request.Operation switch
    {
        $"{Prefix}renew-lock" when _locks is not null => _locks.RenewAsync(request),
        $"{Prefix}update-disposition" when _locks is not null => _locks.SettleAsync(request),
        $"{Prefix}peek-message" when _reads is not null => _reads.PeekAsync(request),
        $"{Prefix}receive-by-sequence-number" when _reads is not null => _reads.ReceiveDeferredAsync(request),
        $"{Prefix}schedule-message" when _schedule is not null => _schedule.ScheduleAsync(request),
        $"{Prefix}cancel-scheduled-message" when _schedule is not null => _schedule.CancelAsync(request),
        var other => Task.FromResult(Response.Failed(
            501,
            AmqpErrorCode.NotImplemented,
            $"The operation '{other}' is not supported by the development broker for this entity.")),
    };
}
