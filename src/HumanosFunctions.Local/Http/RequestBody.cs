using System.IO.Pipelines;
using HumanosFunctions.Local.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Local.Http;

/// <summary>
/// Buffers bodies as the Functions host does: a function is called when the whole body has arrived. A body without a
/// Content-Length does not reach the function.
/// </summary>
internal sealed class RequestBody(RequestBodyLimits limits, TimeProvider time)
{
    /// <summary>Returns when the function can read the body without waiting.</summary>
    public ValueTask BufferAsync(HttpContext http)
    {
        long length = http.Request.ContentLength ?? 0;
        if (length > limits.MaxLength)
        {
            throw new BadHttpRequestException("The body is longer than the host accepts.", StatusCodes.Status413PayloadTooLarge);
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
            throw new BadHttpRequestException("The body took too long to arrive.", StatusCodes.Status408RequestTimeout);
        }
    }

    // Examined, not consumed: the function still reads the whole body.
    private static void Keep(PipeReader body, ReadResult arrived) => body.AdvanceTo(arrived.Buffer.Start);
}

/// <summary>How long a body may be, and how long the host waits for it.</summary>
/// <param name="MaxLength">The host rejects longer bodies.</param>
/// <param name="MaxBuffered">A function is called without a body that is longer.</param>
/// <param name="Timeout">How long the whole body may take to arrive.</param>
internal sealed record RequestBodyLimits(long MaxLength, long MaxBuffered, TimeSpan Timeout)
{
    /// <summary>The setting of the Functions host.</summary>
    public const string Setting = "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT";

    private const long Default = 100 * 1024 * 1024;

    /// <param name="settings">The app settings.</param>
    /// <param name="maxBuffered">Null buffers every body that the host accepts.</param>
    /// <param name="timeout">How long the whole body may take to arrive.</param>
    public static RequestBodyLimits Of(IConfiguration settings, long? maxBuffered, TimeSpan timeout)
    {
        string? text = settings[Setting];
        long maxLength = string.IsNullOrEmpty(text)
            ? Default
            : long.TryParse(text, out long bytes) && bytes > 0 ? bytes : throw new HostConfigurationException($"{Setting} must be a number of bytes.");
        return new RequestBodyLimits(maxLength, maxBuffered ?? maxLength, timeout);
    }
}
