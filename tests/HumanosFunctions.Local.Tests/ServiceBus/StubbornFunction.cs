using HumanosFunctions.Local.Tests.Infrastructure;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Local.Tests.ServiceBus;

/// <summary>Does not care about its token.</summary>
internal sealed class StubbornFunction(Signals signals)
{
    [Function("Stubborn")]
    public Task Run([ServiceBusTrigger("orders", Connection = "Orders")] string body)
    {
        Assert.NotNull(body);
        signals.Started.TrySetResult();
        return signals.Release.Task;
    }
}
