using System.CommandLine;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.Development;

namespace HumanosFunctions.Cli.Sending;

/// <summary>The command <c>send</c>.</summary>
internal static class SendCommand
{
    private const int DefaultIvLength = 12;
    private const int LongestIv = 1024;

    private static readonly Argument<string[]> Samples = new("SAMPLE")
    {
        Description = "Names of samples such as 2026-05-17/credential, JSON files, or 'all'.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<Uri> Url = new("--url")
    {
        Description = "The address of the webhook.",
        DefaultValueFactory = _ => new Uri($"http://127.0.0.1:{LocalIngestor.DefaultPort}/api/webhook"),
        CustomParser = WebAddress.Read,
    };

    private static readonly Option<int> IvLength =
        NumberOption.Of("--iv-length", "Length of the random IV in bytes. Humanos does not document it; 12 and 16 occur.", DefaultIvLength, least: 1, most: LongestIv);

    public static Command Build()
    {
        var send = new Command("send", "Encrypts, signs and posts sample deliveries, with the secrets of the local settings.") { Samples, Url, IvLength };
        send.SetAction((parsed, cancellationToken) => new SampleSender(
            new SendSettings(parsed.GetValue(Samples)!, parsed.GetValue(Url)!, parsed.GetValue(IvLength))).RunAsync(cancellationToken));
        return send;
    }
}

internal sealed record SendSettings(IReadOnlyList<string> Samples, Uri Url, int IvLength);

/// <summary>A payload to send: a sample by name, or any file.</summary>
internal sealed record SampleFile(string Name, string Path)
{
    private const string Everything = "all";

    /// <exception cref="FileNotFoundException">The name is neither a sample nor a file.</exception>
    public static IEnumerable<SampleFile> Find(string name)
    {
        IReadOnlyList<SampleFile> samples = List();
        if (name == Everything)
        {
            return samples;
        }

        string bare = name.EndsWith(".json", StringComparison.Ordinal) ? name[..^".json".Length] : name;
        return samples.FirstOrDefault(sample => sample.Name == bare) is { } known ? [known]
            : File.Exists(name) ? [new SampleFile(name, name)]
            : throw new FileNotFoundException($"'{name}' is neither a sample nor a file. Samples: {string.Join(", ", samples.Select(sample => sample.Name))}");
    }

    private static IReadOnlyList<SampleFile> List() => [.. Directory
        .EnumerateFiles(OutputFiles.SampleFolder, "*.json", SearchOption.AllDirectories)
        .Select(file => new SampleFile(System.IO.Path.GetRelativePath(OutputFiles.SampleFolder, file)[..^".json".Length].Replace('\\', '/'), file))
        .OrderBy(sample => sample.Name, StringComparer.Ordinal)];
}
