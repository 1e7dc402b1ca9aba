namespace HumanosFunctions.Local.Commands;

internal sealed record SendSettings(IReadOnlyList<string> Samples, Uri Url, int IvLength);
