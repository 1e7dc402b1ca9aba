namespace HumanosFunctions.Cli.CommandLine;

/// <summary>
/// Completes when the program must stop: on Ctrl+C or SIGTERM through the token or, if run.cs started the program, when
/// standard input ends, which also happens when the parent process dies.
/// </summary>
internal static class StopSignal
{
    private const string StopWithParent = "HUMANOS_STOP_WITH_PARENT";

    public static Task WaitAsync(CancellationToken cancellationToken)
    {
        Task signalled = Task.Delay(Timeout.Infinite, cancellationToken);
        return Environment.GetEnvironmentVariable(StopWithParent) == "1" ? Task.WhenAny(signalled, EndOfInputAsync()) : Task.WhenAny(signalled);
    }

    /// <summary>Runs to the end, or cancels the run when the program must stop.</summary>
    public static async Task<int> CancelsAsync(Func<CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<int> running = run(stop.Token);
        await Task.WhenAny(running, WaitAsync(stop.Token));
        await stop.CancelAsync();
        return await running;
    }

    private static Task EndOfInputAsync() => Task.Run(() =>
    {
        using Stream input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[64];
        while (input.Read(ignored) > 0)
        {
        }
    });
}
