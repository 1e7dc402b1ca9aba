using HumanosFunctions.Local.Hosting.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Local.Hosting.Http;

/// <summary>Answers the requests of one function; whatever the function throws ends here.</summary>
internal sealed partial class HttpTriggerEndpoint(FunctionInvoker function, ILogger logger)
{
    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            object? returned = await function.InvokeAsync(new HttpFunctionContext(function.Definition, http));
            await ResponseWriter.WriteAsync(http.Response, (HttpResponseData?)returned, http.RequestAborted);
        }
        catch (Exception exception)
        {
            Fail(http, exception);
        }
    }

    private void Fail(HttpContext http, Exception exception)
    {
        string name = function.Definition.Name;
        if (http.RequestAborted.IsCancellationRequested)
        {
            Log.Disconnected(logger, name, exception.GetType());
            return;
        }

        Log.Failed(logger, name, exception.GetType());
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        // A body that breaks off or breaks the protocol is the client's fault, and Kestrel knows its status.
        http.Response.Clear();
        http.Response.StatusCode = exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
    }

    // An exception's message may hold what the function was working on; its type does not.
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Function {Function} failed with {ExceptionType}")]
        public static partial void Failed(ILogger logger, string function, Type exceptionType);

        [LoggerMessage(2, LogLevel.Debug, "The client of function {Function} is gone ({ExceptionType})")]
        public static partial void Disconnected(ILogger logger, string function, Type exceptionType);
    }
}
