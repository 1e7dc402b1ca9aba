using System.Diagnostics;
using HumanosFunctions.Local.Settings;
using HumanosFunctions.Local.Worker.Protocol;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Local.Worker;

/// <summary>Starts a worker and loads its functions.</summary>
internal sealed class WorkerStart(
    WorkerProgram program,
    WorkerOptions options,
    IConfiguration settings,
    Uri address,
    FunctionRpcEndpoint endpoint,
    TimeProvider time,
    ILoggerFactory loggers)
{
    private const string HostVersion = "4.0.0";

    private readonly WorkerLog _log = new(loggers);

    /// <exception cref="HostConfigurationException">The worker cannot be started. The message says why.</exception>
    public async Task<(LoadedWorker Worker, IReadOnlyList<WorkerFunctionInfo> Functions)> RunAsync(CancellationToken cancellationToken)
    {
        var session = new WorkerSession(Guid.NewGuid().ToString(), _log);
        endpoint.Expect(session);
        WorkerProcess? process = null;
        try
        {
            process = WorkerProcess.Start(
                program, program.Arguments(address, session.WorkerId, WorkerChannel.MaxMessageBytes), settings, new WorkerConsole(loggers.CreateLogger("Worker")));
            _ = EndWithProcessAsync(session, process);
            IReadOnlyList<RpcFunctionMetadata> functions = await LoadAsync(session).WaitAsync(options.StartTimeout, time, cancellationToken);
            process.Console.Started();
            return (
                new LoadedWorker(process, session, functions.ToDictionary(function => function.Name, function => function.FunctionId)),
                [.. functions.Select(WorkerFunctionInfo.Read).OrderBy(function => function.Name, StringComparer.Ordinal)]);
        }
        catch (Exception problem)
        {
            string? explanation = await ExplainAsync(problem, process);
            endpoint.Forget(session);
            session.End();
            await (process?.DisposeAsync() ?? ValueTask.CompletedTask);
            if (explanation is not null)
            {
                throw new HostConfigurationException(explanation, problem);
            }

            throw;
        }
    }

    private async Task<IReadOnlyList<RpcFunctionMetadata>> LoadAsync(WorkerSession session)
    {
        StreamingMessage initialized = await session.RequestAsync(new StreamingMessage
        {
            WorkerInitRequest = new WorkerInitRequest { HostVersion = HostVersion, WorkerDirectory = program.Folder, FunctionAppDirectory = program.Folder },
        });
        Check(initialized.WorkerInitResponse?.Result, "The worker could not be initialized");
        StreamingMessage described = await session.RequestAsync(new StreamingMessage
        {
            FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = program.Folder },
        });
        Check(described.FunctionMetadataResponse?.Result, "The worker could not list its functions");
        RpcFunctionMetadata[] functions = [.. described.FunctionMetadataResponse!.FunctionMetadataResults];
        await Task.WhenAll(functions.Select(function => LoadAsync(session, function)));
        return functions;
    }

    private static async Task LoadAsync(WorkerSession session, RpcFunctionMetadata function)
    {
        StreamingMessage loaded = await session.RequestAsync(new StreamingMessage
        {
            FunctionLoadRequest = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function },
        });
        Check(loaded.FunctionLoadResponse?.Result, $"The worker could not load function '{function.Name}'");
    }

    private static void Check(StatusResult? result, string what)
    {
        if (result?.Status != StatusResult.Types.Status.Success)
        {
            throw new HostConfigurationException($"{what}: {result?.Exception?.Message.Split(['\r', '\n'], 2)[0] ?? "it gave no reason"}.");
        }
    }

    private async Task<string?> ExplainAsync(Exception problem, WorkerProcess? process)
    {
        if (problem is TimeoutException)
        {
            return string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"The worker has not loaded its functions within {options.StartTimeout.TotalSeconds:0.#} seconds.");
        }

        if (problem is not WorkerEndedException || process is null)
        {
            return null;
        }

        // The stream may end shortly before the process.
        process.Kill();
        int exitCode = await process.Ended;
        string ended = $"The worker ended with exit code {exitCode} before it was ready";
        return process.Console.Reason() is { Length: > 0 } reason ? $"{ended}: {reason}" : $"{ended}.";
    }

    private static async Task EndWithProcessAsync(WorkerSession session, WorkerProcess process)
    {
        await process.Ended;
        session.End();
    }
}
