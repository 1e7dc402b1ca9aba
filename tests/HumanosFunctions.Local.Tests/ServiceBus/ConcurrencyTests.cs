using Azure.Messaging.ServiceBus;
using HumanosFunctions.Local.Settings;
using HumanosFunctions.Local.Tests.Infrastructure;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Local.Tests.ServiceBus;

public sealed class ConcurrencyTests
{
    private const int Limit = 3;

    [Fact]
    public async Task Host_json_limits_how_many_messages_run_at_once()
    {
        await using Bus bus = await Bus.StartAsync();
        var gauge = new Gauge();
        var setup = new RunningApp.Setup
        {
            HostJson = """{ "extensions": { "serviceBus": { "maxConcurrentCalls": 3, "prefetchCount": 10 } } }""",
            Services = services => services.AddSingleton(gauge),
        };
        await using RunningApp app = await RunningApp.StartAsync(bus.Connected(setup), typeof(MeasuredFunction));

        for (int number = 0; number < 4 * Limit; number++)
        {
            await bus.SendAsync(new ServiceBusMessage($"{number}"));
        }

        await bus.BecomesAsync(queue => queue.Completed == 4 * Limit, "all messages are completed");
        Assert.Equal(Limit, gauge.Peak);
    }

    /// <summary>Holds every message back until as many as may run at once do.</summary>
    private sealed class MeasuredFunction(Gauge gauge)
    {
        [Function("Measured")]
        public Task Run([ServiceBusTrigger("orders", Connection = "Orders")] string body) => gauge.PassAsync(body);
    }

    private sealed class Gauge
    {
        private readonly TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _lock = new();
        private int _running;

        public int Peak { get; private set; }

        public async Task PassAsync(string body)
        {
            Assert.NotEmpty(body);
            lock (_lock)
            {
                Peak = Math.Max(Peak, ++_running);
            }

            if (Peak >= Limit)
            {
                _full.TrySetResult();
            }

            await _full.Task;
            lock (_lock)
            {
                _running--;
            }
        }
    }
}
