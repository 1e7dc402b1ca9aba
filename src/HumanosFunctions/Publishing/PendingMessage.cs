using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Publishing;

/// <summary>A message and whoever waits for its acknowledgement.</summary>
internal sealed class PendingMessage(ServiceBusMessage message, CancellationToken cancellationToken)
{
    // Who waits goes on elsewhere: the transfer that ends here has other messages to tell of.
    private readonly TaskCompletionSource _acknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ServiceBusMessage Message => message;

    /// <summary>Ends when the broker has acknowledged; throws what the transfer threw, or when it was given up.</summary>
    public Task Acknowledged => _acknowledged.Task.WaitAsync(cancellationToken);

    /// <summary>Nobody waits any more: it need not be sent.</summary>
    public bool IsGivenUp => cancellationToken.IsCancellationRequested;

    public void Acknowledge() => _acknowledged.TrySetResult();

    public void Fail(Exception failure)
    {
        _acknowledged.TrySetException(failure);

        // Seen here, since the one who waited may be gone.
        _ = _acknowledged.Task.Exception;
    }
}
