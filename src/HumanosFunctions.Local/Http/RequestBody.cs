using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace HumanosFunctions.Local.Http;

/// <summary>
/// Hands bodies on as the Functions host does: a function is called once the whole body has come, and one whose length is
/// not announced does not reach it at all.
/// </summary>
internal sealed class RequestBody(RequestBodyLimits limits, TimeProvider time)
{
    /// <summary>Returns when the body can be read without waiting.</summary>
    public ValueTask BufferAsync(HttpContext http)
    {
        long length = http.Request.ContentLength ?? 0;
        if (length > limits.MaxLength)
        {
            throw new BadHttpRequestException("The body is longer than the host takes.", StatusCodes.Status413PayloadTooLarge);
        }

        if (length > 0 && length <= limits.MaxBuffered)
        {
            PipeReader body = http.Request.BodyReader;
            ValueTask<ReadResult> arriving = body.ReadAtLeastAsync((int)length, http.RequestAborted);
            if (!arriving.IsCompletedSuccessfully)
            {
                return WaitAsync(http, body, arriving.AsTask());
            }

            Keep(body, arriving.Result);
            return ValueTask.CompletedTask;
        }

        if (http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
        {
            http.Request.Body = Stream.Null;
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask WaitAsync(HttpContext http, PipeReader body, Task<ReadResult> arriving)
    {
        try
        {
            Keep(body, await arriving.WaitAsync(limits.Timeout, time));
        }
        catch (TimeoutException)
        {
            body.CancelPendingRead();
            Keep(body, await arriving);
            throw new BadHttpRequestException("The body took too long to come.", StatusCodes.Status408RequestTimeout);
        }
    }

    // Looked at, not taken: whoever reads the body finds all of it.
    private static void Keep(PipeReader body, ReadResult arrived) => body.AdvanceTo(arrived.Buffer.Start);
}
