using Azure.Messaging.ServiceBus;
using HumanosFunctions.Local.Invocation;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Local.ServiceBus;

/// <summary>Calls one function for each message of its queue or subscription. The SDK's processor receives, settles and reconnects.</summary>
internal sealed partial class ServiceBusListener(
    IFunction function,
    ServiceBusProcessor processor,
    TimeProvider time,
    IHostObserver? observer,
    ILogger logger,
    CancellationToken aborted)
{
    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromSeconds(10);

    private long _lastWarning;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        processor.ProcessMessageAsync += RunAsync;
        processor.ProcessErrorAsync += ReportAsync;
        return processor.StartProcessingAsync(cancellationToken);
    }

    /// <summary>Returns when the messages in flight are done, however long that takes.</summary>
    public async Task StopAsync()
    {
        await processor.StopProcessingAsync(CancellationToken.None);
        await processor.DisposeAsync();
    }

    private async Task RunAsync(ProcessMessageEventArgs delivery)
    {
        long began = time.GetTimestamp();
        try
        {
            await function.HandleMessageAsync(delivery, aborted);
            observer?.Handled(
                function.Name, delivery.Message, DeliveryActions.HasDeadLettered(delivery.Message) ? MessageEnd.DeadLettered : MessageEnd.Completed, time.GetElapsedTime(began));
        }
        catch (Exception exception)
        {
            // The processor abandons the message, and the broker delivers it again. A processor that is stopping would ignore a
            // cancellation and leave the message locked, so a cancellation is rethrown as another exception.
            Report(delivery.Message, exception);
            observer?.Handled(function.Name, delivery.Message, MessageEnd.Abandoned, time.GetElapsedTime(began));
            if (exception is OperationCanceledException)
            {
                throw new InvalidOperationException($"Function '{function.Name}' was cancelled.", exception);
            }

            throw;
        }
    }

    private void Report(ServiceBusReceivedMessage message, Exception exception) =>
        Log.Failed(
            logger, function.Name, message.MessageId, message.DeliveryCount, FunctionFailure.NameOf(exception),
            exception is FunctionFailure ? "see the worker's log lines" : FailureReport.Of(exception));

    private Task ReportAsync(ProcessErrorEventArgs error)
    {
        if (error.ErrorSource != ServiceBusErrorSource.ProcessMessageCallback)
        {
            string reason = (error.Exception as ServiceBusException)?.Reason.ToString() ?? "none";
            // In an outage, each concurrent receive fails repeatedly.
            LogLevel level = error.ErrorSource != ServiceBusErrorSource.Receive || IsWarningDue() ? LogLevel.Warning : LogLevel.Debug;
            Type type = error.Exception.GetType();
            Log.BrokerFailed(logger, level, error.ErrorSource, error.EntityPath, reason, type);
        }

        return Task.CompletedTask;
    }

    private bool IsWarningDue()
    {
        long last = Interlocked.Read(ref _lastWarning);
        long now = time.GetTimestamp();
        return (last == 0 || time.GetElapsedTime(last, now) >= BetweenWarnings)
            && Interlocked.CompareExchange(ref _lastWarning, now, last) == last;
    }

    // An exception's message may contain payload data. Its type does not.
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Function {Function} failed on delivery {DeliveryCount} of message {MessageId} with {ExceptionType}: {Failure}")]
        public static partial void Failed(ILogger logger, string function, string messageId, int deliveryCount, string exceptionType, string failure);

        [LoggerMessage(EventId = 2, Message = "Service Bus {Operation} on {Entity} failed: {Reason} ({ExceptionType}); the processor retries")]
        public static partial void BrokerFailed(ILogger logger, LogLevel level, ServiceBusErrorSource operation, string entity, string reason, Type exceptionType);
    }
}
