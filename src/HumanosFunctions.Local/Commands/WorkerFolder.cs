namespace HumanosFunctions.Local.Commands;

/// <summary>Where the app's worker program lies.</summary>
internal static class WorkerFolder
{
    private const string Solution = "HumanosFunctions.sln";

    /// <param name="named">Null takes what was built together with this program.</param>
    public static DirectoryInfo Of(string? named) => new(named ?? Built());

    // bin/CONFIGURATION/FRAMEWORK is the same for every project.
    private static string Built()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        for (DirectoryInfo? folder = output; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                return Path.Combine(folder.FullName, "src", "HumanosFunctions", "bin", output.Parent!.Name, output.Name);
            }
        }

        return output.FullName;
    }
}
