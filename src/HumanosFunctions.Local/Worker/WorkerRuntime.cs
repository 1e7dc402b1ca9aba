using System.Net.Sockets;
using HumanosFunctions.Local.Discovery;
using HumanosFunctions.Local.Invocation;
using HumanosFunctions.Local.Settings;
using HumanosFunctions.Local.Worker.Protocol;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Local.Worker;

/// <summary>Runs the functions in a worker process, and restarts the process when it ends.</summary>
internal sealed partial class WorkerRuntime : IFunctionRuntime
{
    /// <summary>How long a worker has to end before it is killed.</summary>
    private static readonly TimeSpan TerminationGrace = TimeSpan.FromSeconds(5);

    private readonly WorkerChannel _channel;
    private readonly WorkerStart _start;
    private readonly WorkerInvocations _invocations;
    private readonly CurrentWorker _current = new();
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private Task _supervision = Task.CompletedTask;

    private WorkerRuntime(WorkerChannel channel, WorkerProgram program, WorkerOptions worker, HostSettings host, IConfiguration settings, TimeProvider time)
    {
        ILoggerFactory loggers = channel.Services.GetRequiredService<ILoggerFactory>();
        _channel = channel;
        _time = time;
        _logger = loggers.CreateLogger("Worker");
        _start = new WorkerStart(program, worker, settings, channel.Address, channel.Endpoint, time, loggers);
        _invocations = new WorkerInvocations(worker, host.FunctionTimeout, _current, time, _logger);
    }

    public IReadOnlyList<DiscoveredFunction> Functions { get; private set; } = [];

    /// <summary>The process id of the current worker, or of the last one.</summary>
    public int ProcessId { get; private set; }

    /// <summary>Returns when the worker has loaded its functions.</summary>
    public static async Task<WorkerRuntime> StartAsync(
        WorkerOptions worker, HostSettings host, IConfiguration settings, Action<ILoggingBuilder> logging, TimeProvider time, CancellationToken cancellationToken)
    {
        WorkerProgram program = WorkerProgram.In(worker.Folder);
        WorkerChannel channel = await WorkerChannel.OpenAsync(worker.Port, logging, cancellationToken);
        WorkerRuntime? runtime = null;
        try
        {
            runtime = new WorkerRuntime(channel, program, worker, host, settings, time);
            (LoadedWorker first, runtime.Functions) = await runtime._start.RunAsync(cancellationToken);
            runtime._supervision = runtime.SuperviseAsync(first);
            return runtime;
        }
        catch
        {
            await channel.DisposeAsync();
            throw;
        }
    }

    public IFunction Open(DiscoveredFunction function, IServiceProvider services) =>
        new WorkerFunction((WorkerFunctionInfo)function, _invocations, _channel.Messages);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _supervision;
        await _channel.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task SuperviseAsync(LoadedWorker worker)
    {
        var backOff = new RestartBackOff(_time);
        for (LoadedWorker? running = worker; running is not null; running = await StartAgainAsync(backOff))
        {
            ProcessId = running.Process.Id;
            _current.Set(running);
            backOff.Started();
            await Task.WhenAny(running.Session.Ended, Task.Delay(Timeout.Infinite, _stopping.Token));
            if (_stopping.IsCancellationRequested)
            {
                await TerminateAsync(running);
                return;
            }

            _current.Lost();
            await ReportAsync(running);
        }
    }

    private async Task ReportAsync(LoadedWorker worker)
    {
        worker.Process.Kill();
        int exitCode = await worker.Process.Ended;
        Log.Ended(_logger, exitCode, worker.Process.Console.UnhandledType ?? "no reason given");
        await worker.Process.DisposeAsync();
    }

    private async Task<LoadedWorker?> StartAgainAsync(RestartBackOff backOff)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(backOff.Next(), _time, _stopping.Token);
                (LoadedWorker worker, IReadOnlyList<WorkerFunctionInfo> functions) = await _start.RunAsync(_stopping.Token);
                if (functions.SequenceEqual(Functions.Cast<WorkerFunctionInfo>(), WorkerFunctionComparer.Instance))
                {
                    Log.Replaced(_logger, worker.Process.Id);
                    return worker;
                }

                await worker.Process.DisposeAsync();
                Log.NotStarted(_logger, "The worker's functions have changed; restart the host.");
            }
            catch (HostConfigurationException problem)
            {
                Log.NotStarted(_logger, problem.Message);
            }
            catch (OperationCanceledException)
            {
                // The host stops.
            }
        }

        return null;
    }

    private async Task TerminateAsync(LoadedWorker worker)
    {
        worker.Session.Send(new StreamingMessage
        {
            WorkerTerminate = new WorkerTerminate { GracePeriod = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TerminationGrace) },
        });
        try
        {
            await worker.Process.Ended.WaitAsync(TerminationGrace, _time);
        }
        catch (TimeoutException)
        {
            Log.Killed(_logger, TerminationGrace);
        }

        await worker.Process.DisposeAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The worker ended with exit code {ExitCode} ({Reason}); another worker is started")]
        public static partial void Ended(ILogger logger, int exitCode, string reason);

        [LoggerMessage(2, LogLevel.Warning, "Another worker runs as process {ProcessId}")]
        public static partial void Replaced(ILogger logger, int processId);

        [LoggerMessage(3, LogLevel.Error, "{Problem}")]
        public static partial void NotStarted(ILogger logger, string problem);

        [LoggerMessage(4, LogLevel.Warning, "The worker did not end within {Grace} and was killed")]
        public static partial void Killed(ILogger logger, TimeSpan grace);
    }
}

/// <summary>The back-off before a worker restarts: none after a long run, otherwise longer each time.</summary>
internal sealed class RestartBackOff(TimeProvider time)
{
    private static readonly TimeSpan LongRun = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(30);

    private long _started;
    private TimeSpan _next = TimeSpan.Zero;

    public void Started() => _started = time.GetTimestamp();

    public TimeSpan Next()
    {
        TimeSpan wait = time.GetElapsedTime(_started) >= LongRun ? TimeSpan.Zero : _next;
        _started = time.GetTimestamp();
        _next = wait == TimeSpan.Zero ? First : wait * 2 < MaxPause ? wait * 2 : MaxPause;
        return wait;
    }
}
