using HumanosFunctions.Local.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using System.IO.Pipelines;

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

/// <summary>How much of a body the host takes, and how long it waits for it.</summary>
/// <param name="MaxLength">What is longer, the host refuses itself.</param>
/// <param name="MaxBuffered">What is announced to be longer is not waited for: its function is called without it.</param>
/// <param name="Timeout">For the whole body.</param>
internal sealed record RequestBodyLimits(long MaxLength, long MaxBuffered, TimeSpan Timeout)
{
    /// <summary>The name of the Functions host's own setting.</summary>
    public const string Setting = "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT";

    private const long Default = 100 * 1024 * 1024;

    /// <param name="settings">The app settings.</param>
    /// <param name="maxBuffered">Null waits for all that the host takes.</param>
    /// <param name="timeout">For the whole body.</param>
    public static RequestBodyLimits Of(IConfiguration settings, long? maxBuffered, TimeSpan timeout)
    {
        string? text = settings[Setting];
        long maxLength = string.IsNullOrEmpty(text)
            ? Default
            : long.TryParse(text, out long bytes) && bytes > 0 ? bytes : throw new HostConfigurationException($"{Setting} must be a number of bytes.");
        return new RequestBodyLimits(maxLength, maxBuffered ?? maxLength, timeout);
    }
}
