/// <summary>
/// Runs in the worker, before its own code: ends the process when its standard input ends, which it does when the host
/// dies. Nothing that such a worker would still do could be acknowledged.
/// </summary>
/// <remarks>The runtime finds the class by this name, without a namespace.</remarks>
internal static class StartupHook
{
    public const string Variable = "DOTNET_STARTUP_HOOKS";

    public static void Initialize()
    {
        // For this process, not for those that it starts.
        Environment.SetEnvironmentVariable(Variable, null);
        new Thread(EndWithHost) { IsBackground = true, Name = "End with the host" }.Start();
    }

    private static void EndWithHost()
    {
        using Stream input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[16];
        while (input.Read(ignored) > 0)
        {
        }

        System.Diagnostics.Process.GetCurrentProcess().Kill();
    }
}
