using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Testing;

/// <summary>Records all log output at every level: text, values, scopes, and exceptions.</summary>
public sealed class RecordedOutput : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> _everything = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public IReadOnlyCollection<string> Everything => _everything;

    public ILogger CreateLogger(string categoryName) => new Recorder(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
        // The recorded output stays available after the host is disposed.
    }

    private static string Values(object? state) =>
        state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(' ', values.Select(value => $"{value.Key}={value.Value}")) : $"{state}";

    private sealed class Recorder(RecordedOutput output, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => output._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            output._scopes.ForEachScope((scope, lines) => lines.Enqueue($"{category} scope {Values(scope)}"), output._everything);
            output._everything.Enqueue($"{logLevel} {category}[{eventId.Id}] {formatter(state, exception)} {Values(state)} {exception}");
        }
    }
}
