using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.Development;
using System.CommandLine;

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
