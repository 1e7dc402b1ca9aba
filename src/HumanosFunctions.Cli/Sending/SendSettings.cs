namespace HumanosFunctions.Cli.Sending;

internal sealed record SendSettings(IReadOnlyList<string> Samples, Uri Url, int IvLength);
