using Azure.Core;
using Azure.Core.Pipeline;

namespace HumanosFunctions.Tests.Storage;

/// <summary>Stands in the real client's way to the table of rows, before or after each attempt of a write.</summary>
internal sealed class RowRequests : HttpPipelinePolicy
{
    public Func<HttpMessage, ValueTask> Before { get; init; } = _ => ValueTask.CompletedTask;

    public Func<HttpMessage, ValueTask> After { get; init; } = _ => ValueTask.CompletedTask;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        bool writesRow = message.Request.Method != RequestMethod.Get && message.Request.Uri.Path.Contains("humanosstate", StringComparison.Ordinal);
        if (writesRow)
        {
            await Before(message);
        }

        await ProcessNextAsync(message, pipeline);
        if (writesRow)
        {
            await After(message);
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The store calls asynchronously only.");
}
