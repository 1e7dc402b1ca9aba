using HumanosFunctions.Local.Tests.Infrastructure;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Local.Tests.ServiceBus;

/// <summary>Ends when the test says so, or when its token is cancelled.</summary>
internal sealed class WaitingFunction(Signals signals)
{
    [Function("Wait")]
    public async Task Run(
        [ServiceBusTrigger("orders", Connection = "Orders")] string body,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        Assert.Equal(context.CancellationToken, cancellationToken);
        Assert.NotNull(body);
        signals.Started.TrySetResult();
        try
        {
            await signals.Release.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            signals.Cancelled.TrySetResult();
            throw;
        }
    }
}
