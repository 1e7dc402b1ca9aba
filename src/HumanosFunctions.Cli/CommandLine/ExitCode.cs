namespace HumanosFunctions.Cli.CommandLine;

/// <summary>What scripts can tell the outcomes apart by.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Something could not be done, or was not found.</summary>
    public const int Problem = 1;

    /// <summary>Nothing was done, because of how it was asked for.</summary>
    public const int Usage = 2;
}
