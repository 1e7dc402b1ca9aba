/// <summary>
/// Runs in the worker before its own code. Ends the process when standard input ends, which happens when the host dies,
/// because a worker without a host cannot report any result.
/// </summary>
/// <remarks>The runtime requires this class name without a namespace.</remarks>
internal static class StartupHook
{
    public const string Variable = "DOTNET_STARTUP_HOOKS";

    public static void Initialize()
    {
        // Child processes do not inherit the hook.
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
