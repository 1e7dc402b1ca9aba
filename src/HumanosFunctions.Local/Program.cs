using HumanosFunctions.Local.Commands;

namespace HumanosFunctions.Local;

internal static class Program
{
    private static Task<int> Main(string[] args) => LocalCommandLine.RunAsync(args);
}
