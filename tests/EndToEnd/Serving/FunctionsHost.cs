namespace EndToEnd.Serving;

/// <summary>Where the app's functions run: in the development host's process, or in a worker process, as in Azure.</summary>
public enum FunctionsHost
{
    InProcess,
    Worker,
}

internal static class FunctionsHosts
{
    /// <summary>The options of the development host that select it.</summary>
    public static string[] Options(this FunctionsHost host) => host == FunctionsHost.Worker ? ["--worker"] : [];

    /// <summary>The output folder of the app's project.</summary>
    public static string WorkerFolder
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return RepositoryFiles.Path("src", "HumanosFunctions", "bin", output.Parent!.Name, output.Name);
        }
    }
}
