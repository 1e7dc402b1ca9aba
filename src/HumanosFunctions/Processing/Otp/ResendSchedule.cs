using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Processing.Otp;

/// <summary>
/// Calls to be made later, as messages of a queue: they outlive a restart, and nothing holds a lock while they wait.
/// The queue drops a call that it knows.
/// </summary>
public sealed class ResendSchedule(ServiceBusSender sender) : IAsyncDisposable
{
    public const string Entity = "humanos-otp-resend";

    /// <summary>Throws where the broker does not acknowledge it.</summary>
    public async Task AddAsync(ScheduledResend resend, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        ServiceBusMessage message = ResendMessage.Write(resend, dueAt);
        using Activity? trace = SendTrace.Start(Entity, message);
        await sender.SendMessageAsync(message, cancellationToken);
        SendTrace.Ended(trace, "Acknowledged", isSuccess: true);
    }

    public ValueTask DisposeAsync() => sender.DisposeAsync();
}
