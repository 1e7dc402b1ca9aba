using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Benchmarks.Comparison;
using Benchmarks.Comparison.Servers;

// dotnet run -c Release --project tests/Benchmarks -- compare [ROW…]    compares servers in separate processes
// dotnet run -c Release --project tests/Benchmarks -- load http://127.0.0.1:7071/api/webhook 10000 2 2026-05-17/test
// dotnet run -c Release --project tests/Benchmarks -- --filter '*'      benchmarks single steps in this process
switch (args)
{
    case ["compare", .. var rows]:
        return await CompareCommand.RunAsync(rows);

    case ["load", .. var load]:
        return await LoadCommand.RunAsync(load);

    case [KestrelServer.Command, .. var connection]:
        await KestrelServer.RunAsync(connection.FirstOrDefault());
        return 0;

    case [SocketServer.Command]:
        await SocketServer.RunAsync();
        return 0;

    case [TelemetrySink.Command]:
        await TelemetrySink.RunAsync();
        return 0;

    default:
        // Run in this process, because the default toolchain creates and restores a project, which needs the full package feed.
        ManualConfig config = ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddColumn(StatisticColumn.Median)
            .AddDiagnoser(MemoryDiagnoser.Default);
        BenchmarkSwitcher.FromAssembly(typeof(CompareCommand).Assembly).Run(args, config);
        return 0;
}
