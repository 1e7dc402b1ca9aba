using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Local.Worker;

/// <summary>
/// A worker's console output. During start-up the lines are kept, because they may say why the start fails. Later, an
/// unhandled exception is reported only by its type, because its message may contain payload data.
/// </summary>
internal sealed partial class WorkerConsole(ILogger logger)
{
    private const int MaxKept = 200;

    private readonly ConcurrentQueue<string> _starting = new();
    private volatile bool _hasStarted;
    private volatile string? _unhandled;

    public void Started()
    {
        _hasStarted = true;
        _starting.Clear();
    }

    public async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            Keep(line);
        }
    }

    /// <summary>Why a worker ended during its start, if its output says so.</summary>
    public string? Reason()
    {
        string[] lines = [.. _starting];
        int first = Array.FindIndex(lines, line => Unhandled().IsMatch(line));
        if (first < 0)
        {
            return lines.FirstOrDefault(line => line.Length > 0);
        }

        IEnumerable<string> message = lines.Skip(first + 1).TakeWhile(line => !StackTrace().IsMatch(line));
        return string.Join(' ', [Unhandled().Match(lines[first]).Groups["message"].Value, .. message]).Trim();
    }

    /// <summary>The type of the exception that ended the worker.</summary>
    public string? UnhandledType => _unhandled;

    private void Keep(string line)
    {
        if (!_hasStarted)
        {
            if (_starting.Count < MaxKept)
            {
                _starting.Enqueue(line);
            }
        }
        else if (LastWords(line) is { } reason)
        {
            _unhandled = reason;
        }
        else if (_unhandled is null)
        {
            Log.Line(logger, line);
        }
    }

    // All output after one of these lines belongs to the same failure.
    private static string? LastWords(string line) => Unhandled().Match(line) switch
    {
        { Success: true } unhandled => unhandled.Groups["type"].Value,
        _ when line.StartsWith("Process terminated.", StringComparison.Ordinal) => "Environment.FailFast",
        _ when line is "Stack overflow." or "Out of memory." => line.TrimEnd('.'),
        _ => null,
    };

    [GeneratedRegex(@"^Unhandled exception\. (?<type>[^:\s]+)(: (?<message>.*))?$")]
    private static partial Regex Unhandled();

    [GeneratedRegex(@"^\s+(at|--->|---) ")]
    private static partial Regex StackTrace();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Line}")]
        public static partial void Line(ILogger logger, string line);
    }
}
