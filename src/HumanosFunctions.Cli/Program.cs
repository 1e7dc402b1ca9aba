namespace HumanosFunctions.Cli;

internal static class Program
{
    private static Task<int> Main(string[] args) => OperatorCommandLine.RunAsync(args);
}
