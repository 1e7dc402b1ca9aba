using HumanosFunctions.Local.Tests.Infrastructure;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Local.Tests.ServiceBus;

/// <summary>Fails when its token is cancelled, with an exception that is no cancellation.</summary>
internal sealed class FailingFunction(Signals signals)
{
    [Function("Fail")]
    public async Task Run([ServiceBusTrigger("orders", Connection = "Orders")] string body, CancellationToken cancellationToken)
    {
        Assert.NotNull(body);
        signals.Started.TrySetResult();
        try
        {
            await signals.Release.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException cancelled)
        {
            throw new IOException("The work was left undone.", cancelled);
        }
    }
}
