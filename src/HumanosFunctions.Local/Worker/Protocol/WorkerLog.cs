using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Local.Worker.Protocol;

/// <summary>Writes a worker's log entries with their categories and levels.</summary>
internal sealed partial class WorkerLog(ILoggerFactory loggers)
{
    private readonly ConcurrentDictionary<string, ILogger> _categories = new();

    public void Write(RpcLog line)
    {
        if (line.LogCategory == RpcLog.Types.Category.CustomMetric)
        {
            return;
        }

        ILogger logger = _categories.GetOrAdd(line.Category, loggers.CreateLogger);
        var level = (LogLevel)line.Level;
        string text = line.Exception is null ? line.Message : $"{line.Message} ({ExceptionName.Of(line.Exception)})";
        Log.Line(logger, level, text);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Message = "{Line}")]
        public static partial void Line(ILogger logger, LogLevel level, string line);
    }
}

/// <summary>The type of an exception in a worker. The exception's message may contain payload data.</summary>
internal static class ExceptionName
{
    /// <remarks>If the worker sends no type, its text starts with the type.</remarks>
    public static string Of(RpcException? exception)
    {
        if (exception is { Type.Length: > 0 })
        {
            return exception.Type;
        }

        string name = exception?.Message.Split([':', '\r', '\n', ' '], 2)[0] ?? "";
        return name.Length > 0 ? name : "an exception";
    }
}
