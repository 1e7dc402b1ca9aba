using System.Collections.Concurrent;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace HumanosFunctions.Tests.Telemetry;

public sealed class HostLogTests
{
    private const string Insights = "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=http://127.0.0.1:1/";

    [Fact]
    public void The_worker_has_the_provider_that_the_rule_names() =>
        Assert.NotNull(Type.GetType($"{HostLog.Provider}, Microsoft.Azure.Functions.Worker.Core"));

    [Fact]
    public void Only_problems_go_to_the_host_when_Application_Insights_gets_every_line()
    {
        (string[] host, string[] other) = Write(new() { [TelemetryExport.ApplicationInsights] = Insights });

        Assert.Equal(["warning", "error"], host);
        Assert.Equal(["information", "warning", "error"], other);
    }

    [Fact]
    public void Every_line_goes_to_the_host_when_it_goes_nowhere_else() =>
        Assert.Equal(["information", "warning", "error"], Write([]).Host);

    [Fact]
    public void A_setting_brings_every_line_back_to_the_host() =>
        Assert.Equal(
            ["information", "warning", "error"],
            Write(new()
            {
                [TelemetryExport.ApplicationInsights] = Insights,
                [$"Logging:{HostLog.Provider}:LogLevel:HumanosFunctions"] = "Information",
            }).Host);

    private static (string[] Host, string[] Other) Write(Dictionary<string, string?> settings)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using var host = new HostLines();
        using var other = new OtherLines();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddConfiguration(configuration.GetSection("Logging")).AddProvider(host).AddProvider(other));
        services.AddTelemetryExport(configuration);
        using ServiceProvider provider = services.BuildServiceProvider();

        ILogger logger = provider.GetRequiredService<ILoggerFactory>().CreateLogger("HumanosFunctions.Functions.IngestFunction");
        foreach ((LogLevel level, string line) in new[] { (LogLevel.Information, "information"), (LogLevel.Warning, "warning"), (LogLevel.Error, "error") })
        {
            logger.Log(level, default, line, null, (text, _) => text);
        }

        return ([.. host.Lines], [.. other.Lines]);
    }

    [ProviderAlias(HostLog.Provider)]
    private sealed class HostLines : RecordedLines;

    private sealed class OtherLines : RecordedLines;

    private abstract class RecordedLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
