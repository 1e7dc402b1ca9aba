namespace HumanosFunctions.Cli.CommandLine;

/// <summary>Whether a person looks at what is written, and how.</summary>
internal static class Terminal
{
    private const int UsualWidth = 80;

    /// <summary>See no-color.org: any value but an empty one counts.</summary>
    private static bool IsColorRefused => Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") == "dumb";

    public static int Width
    {
        get
        {
            try
            {
                return Console.WindowWidth is > 0 and var width ? width : UsualWidth;
            }
            catch (Exception unknown) when (unknown is IOException or PlatformNotSupportedException)
            {
                return UsualWidth;
            }
        }
    }

    public static bool IsUsedBy(TextWriter output) =>
        (ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected) || (ReferenceEquals(output, Console.Error) && !Console.IsErrorRedirected);

    public static bool HasColors(TextWriter output) => IsUsedBy(output) && !IsColorRefused;
}
