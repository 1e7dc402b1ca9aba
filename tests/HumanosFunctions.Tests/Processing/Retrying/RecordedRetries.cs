using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Tests.Processing.Retrying;

/// <summary>The app's metrics, and what they have counted as retried.</summary>
internal sealed class CountedRetries : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<IngestorMetrics>().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<string> _counted = new();

    public CountedRetries()
    {
        Metrics = _services.GetRequiredService<IngestorMetrics>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == Metrics.Meter && instrument.Name == "humanos.events.retried")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => _counted.Enqueue($"{tags[0].Value} {tags[1].Value}"));
        _listener.Start();
    }

    public IngestorMetrics Metrics { get; }

    /// <summary>Subscription and stage of each.</summary>
    public IEnumerable<string> Counted => _counted;

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }
}

/// <summary>Keeps what is sent, or fails as a broker that cannot be reached.</summary>
internal sealed class RecordingSender : ServiceBusSender
{
    public List<ServiceBusMessage> Sent { get; } = [];

    public bool Fails { get; set; }

    public override Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
    {
        if (Fails)
        {
            throw new ServiceBusException("unreachable", ServiceBusFailureReason.ServiceCommunicationProblem);
        }

        Sent.Add(message);
        return Task.CompletedTask;
    }
}

/// <summary>Keeps what is dead-lettered; a processor settles in no other way.</summary>
internal sealed class RecordingActions : ServiceBusMessageActions
{
    public List<(string? Reason, string? Description)> DeadLettered { get; } = [];

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = default,
        string? deadLetterReason = default,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default)
    {
        DeadLettered.Add((deadLetterReason, deadLetterErrorDescription));
        return Task.CompletedTask;
    }
}

/// <summary>A clock on which whatever is waited for is over at once.</summary>
internal sealed class SkippingTime : FakeTimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero)
        {
            Advance(dueTime);
        }

        return timer;
    }
}
