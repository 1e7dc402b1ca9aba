namespace HumanosFunctions.Cli.Development;

/// <summary>The files that the build lays beside the program.</summary>
internal static class OutputFiles
{
    public static string HostJson { get; } = Beside("host.json");

    public static string Topology { get; } = Beside("servicebus.json");

    public static string SampleFolder { get; } = Beside("Samples");

    /// <summary>The developer's own settings or, on a fresh checkout, the committed sample.</summary>
    public static string LocalSettings { get; } =
        File.Exists(Beside("local.settings.json")) ? Beside("local.settings.json") : Beside("local.settings.sample.json");

    private static string Beside(string name) => Path.Combine(AppContext.BaseDirectory, name);
}
