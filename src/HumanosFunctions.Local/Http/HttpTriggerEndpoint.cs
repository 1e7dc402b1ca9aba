using HumanosFunctions.Local.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Local.Http;

/// <summary>Handles the requests of one function, including its exceptions.</summary>
internal sealed partial class HttpTriggerEndpoint(IFunction function, RequestBody body, IHostObserver? observer, ILogger logger)
{
    public async Task HandleAsync(HttpContext http)
    {
        IObservedRequest? observed = observer?.Begin(http.Request);
        try
        {
            await body.BufferAsync(http);
            observed?.Arrived(http.Request.BodyReader);
            HttpResult? answer = await function.HandleRequestAsync(http);
            observed?.End(answer?.Status ?? StatusCodes.Status204NoContent, answer?.Body);
            // Only once: the client can be gone when the answer is written.
            observed = null;
            await ResponseWriter.WriteAsync(http.Response, answer, http.RequestAborted);
        }
        catch (Exception exception)
        {
            Fail(http, exception);
            observed?.End(http.Response.StatusCode, body: null);
        }
    }

    private void Fail(HttpContext http, Exception exception)
    {
        string failure = FunctionFailure.NameOf(exception);
        if (http.RequestAborted.IsCancellationRequested)
        {
            Log.Disconnected(logger, function.Name, failure);
            return;
        }

        Log.Failed(logger, function.Name, failure);
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        // An incomplete or malformed body is the client's error. Kestrel sets its status.
        http.Response.Clear();
        http.Response.StatusCode = exception switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            RuntimeUnavailableException => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };
    }

    // An exception's message may contain payload data. Its type does not.
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Function {Function} failed with {ExceptionType}")]
        public static partial void Failed(ILogger logger, string function, string exceptionType);

        [LoggerMessage(2, LogLevel.Debug, "The client of function {Function} is gone ({ExceptionType})")]
        public static partial void Disconnected(ILogger logger, string function, string exceptionType);
    }
}
