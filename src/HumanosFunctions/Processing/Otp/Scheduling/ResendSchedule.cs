using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Processing.Otp.Scheduling;

/// <summary>
/// Calls to be made later, as messages of a queue: they outlive a restart, and nothing holds a lock while they wait.
/// The queue drops a call that it knows.
/// </summary>
public sealed class ResendSchedule(ServiceBusSender sender) : IAsyncDisposable
{
    public const string Entity = "humanos-otp-resend";

    /// <summary>Throws where the broker does not acknowledge it.</summary>
    public Task AddAsync(ScheduledResend resend, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        sender.SendMessageAsync(ResendMessage.Write(resend, dueAt), cancellationToken);

    public ValueTask DisposeAsync() => sender.DisposeAsync();
}
