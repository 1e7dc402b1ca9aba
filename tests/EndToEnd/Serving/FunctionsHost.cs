namespace EndToEnd.Serving;

/// <summary>Where the app's functions run: in the local host's process, or in that of their own worker program, as in Azure.</summary>
public enum FunctionsHost
{
    InProcess,
    Worker,
}

internal static class FunctionsHosts
{
    /// <summary>What tells the local host's program which of the two it is.</summary>
    public static string[] Options(this FunctionsHost host) => host == FunctionsHost.Worker ? ["--worker"] : [];

    /// <summary>The folder into which the app's project was built together with this one.</summary>
    public static string WorkerFolder
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return RepositoryFiles.Path("src", "HumanosFunctions", "bin", output.Parent!.Name, output.Name);
        }
    }
}
