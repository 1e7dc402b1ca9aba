namespace HumanosFunctions.Cli.Development;

/// <summary>The files that the build copies to the output folder.</summary>
internal static class OutputFiles
{
    public static string HostJson { get; } = Beside("host.json");

    public static string Topology { get; } = Beside("servicebus.json");

    public static string SampleFolder { get; } = Beside("Samples");

    /// <summary>The developer's settings or, if there are none, the sample from the repository.</summary>
    public static string LocalSettings { get; } =
        File.Exists(Beside("local.settings.json")) ? Beside("local.settings.json") : Beside("local.settings.sample.json");

    private static string Beside(string name) => Path.Combine(AppContext.BaseDirectory, name);
}
