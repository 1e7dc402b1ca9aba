using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Local.Invocation;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Local.ServiceBus;

/// <summary>Calls one function for each message of its queue or subscription. The SDK's processor receives, settles and reconnects.</summary>
internal sealed partial class ServiceBusListener(
    IFunction function,
    ServiceBusProcessor processor,
    Func<ServiceBusReceiver> openReceiver,
    TimeProvider time,
    IHostObserver? observer,
    ILogger logger,
    CancellationToken aborted)
{
    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<ServiceBusReceivedMessage> _toGiveBack = new();
    private volatile bool _isStopping;
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
        _isStopping = true;
        await processor.StopProcessingAsync(CancellationToken.None);
        await processor.DisposeAsync();
        await GiveBackAsync();
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
            // The processor abandons the message, and the broker delivers it again.
            Report(delivery.Message, exception);
            observer?.Handled(function.Name, delivery.Message, MessageEnd.Abandoned, time.GetElapsedTime(began));
            if (_isStopping)
            {
                // A processor that is stopping leaves the message locked if the function was cancelled.
                _toGiveBack.Enqueue(delivery.Message);
                throw new TaskCanceledException($"Function '{function.Name}' failed during the stop.", exception);
            }

            if (exception is OperationCanceledException)
            {
                throw new InvalidOperationException($"Function '{function.Name}' was cancelled.", exception);
            }

            throw;
        }
    }

    // A stopped processor does not use the rest of its link credit, but its link still has it until it is closed. A message that is abandoned
    // before would be delivered on that link again, and stay locked if the link closes at that moment.
    private async Task GiveBackAsync()
    {
        if (_toGiveBack.IsEmpty)
        {
            return;
        }

        await using ServiceBusReceiver receiver = openReceiver();
        foreach (ServiceBusReceivedMessage message in _toGiveBack)
        {
            try
            {
                await receiver.AbandonMessageAsync(message);
            }
            catch (Exception failure) when (failure is ServiceBusException or OperationCanceledException or ObjectDisposedException)
            {
                Log.NotGivenBack(logger, function.Name, message.MessageId, FailureReport.CauseOf(failure));
            }
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

        [LoggerMessage(3, LogLevel.Warning, "Message {MessageId} of function {Function} was not given back ({Failure}): it is delivered again when its lock expires")]
        public static partial void NotGivenBack(ILogger logger, string function, string messageId, string failure);

        [LoggerMessage(EventId = 2, Message = "Service Bus {Operation} on {Entity} failed: {Reason} ({ExceptionType}); the processor retries")]
        public static partial void BrokerFailed(ILogger logger, LogLevel level, ServiceBusErrorSource operation, string entity, string reason, Type exceptionType);
    }
}
