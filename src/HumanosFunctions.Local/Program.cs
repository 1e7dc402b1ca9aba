using System.CommandLine;
using HumanosFunctions.Local.Commands;

namespace HumanosFunctions.Local;

internal static class Program
{
    // Past the host's own grace for requests in flight; the default of two seconds would cut them off.
    private static readonly TimeSpan Termination = TimeSpan.FromSeconds(20);

    private static Task<int> Main(string[] args) =>
        LocalCommandLine.Build().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = Termination });
}
