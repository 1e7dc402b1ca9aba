using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Local.Worker.Protocol;

/// <summary>A worker's log lines, under their own categories and levels.</summary>
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
