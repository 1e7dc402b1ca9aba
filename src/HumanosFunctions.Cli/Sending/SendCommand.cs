using System.CommandLine;
using System.CommandLine.Parsing;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.CommandLine.Options;
using HumanosFunctions.Cli.Development;

namespace HumanosFunctions.Cli.Sending;

/// <summary>The command <c>send</c>.</summary>
internal static class SendCommand
{
    private const int DefaultIvLength = 12;
    private const int MaxIvLength = 1024;
    private const int MaxCopies = 100_000;
    private const int MaxRate = 10_000;

    private static readonly Argument<string[]> Samples = new("SAMPLE")
    {
        Description = "Names of samples such as 2026-05-17/credential, names without a version such as credential, JSON files, or 'all'.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<Uri?> Url = new("--url")
    {
        Description = "The address of the webhook. The default is that of the host that runs on this machine.",
        CustomParser = WebAddress.Read,
    };

    private static readonly Option<int> Port = NumberOption.PortToCall("--port", "The HTTP port of the local host, in place of --url.", LocalIngestor.DefaultPort);

    private static readonly Option<int> IvLength =
        NumberOption.Of("--iv-length", "Length of the random IV in bytes. Humanos does not document it; 12 and 16 occur.", DefaultIvLength, min: 1, max: MaxIvLength);

    private static readonly Option<bool> Again = new("--again") { Description = "Sends the sample byte for byte. Without it, each delivery is a new event with its own request and time." };

    private static readonly Option<string?> Version = new("--version") { Description = "Takes the samples without a version from this one. The default is the newest." };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "Changes a member of the payload: PATH=VALUE, such as credential.status=DRAFT. VALUE is JSON or, if it is not JSON, text. You can give several.",
        HelpName = "PATH=VALUE",
    };

    private static readonly Option<int> Count = NumberOption.Of("--count", "How often to send each sample.", 1, min: 1, max: MaxCopies);

    private static readonly Option<int> Rate = NumberOption.Of("--rate", "Deliveries a second; 0 sends one after the other.", 0, min: 0, max: MaxRate);

    private static readonly Option<string?> Fault = new("--fault")
    {
        Description = $"Sends deliveries with a fault, to see how it is reported: {string.Join(", ", DeliveryFault.All.Select(fault => fault.Name))}.",
        HelpName = "NAME",
    };

    public static Command Build()
    {
        var send = new Command("send", "Encrypts, signs and posts sample deliveries, with the secrets of the local settings, and shows what becomes of them.")
        {
            Samples, Url, Port, IvLength, Again, Version, Set, Count, Rate, Fault,
        };
        send.Validators.Add(parsed => parsed.Refuse(() => Problem(parsed)));
        send.SetAction((parsed, cancellationToken) => new SampleSender(Settings(parsed), parsed.InvocationConfiguration).RunAsync(cancellationToken));
        return send;
    }

    private static string? Problem(CommandResult parsed) =>
        parsed.IsGiven(Url) && parsed.IsGiven(Port) ? "Give --url or --port, not both."
        : parsed.IsGiven(Again) && parsed.IsGiven(Set) ? "Give --again to repeat a sample as it is, or --set to change it."
        : parsed.GetValue(Fault) is { } name && DeliveryFault.All.All(fault => fault.Name != name)
            ? $"--fault takes one of {string.Join(", ", DeliveryFault.All.Select(fault => fault.Name))}."
        : parsed.GetValue(Set)?.FirstOrDefault(change => PayloadChange.Read(change) is null) is not null ? "--set takes PATH=VALUE, such as credential.status=DRAFT."
        : null;

    private static SendSettings Settings(ParseResult parsed) => new(parsed.GetValue(Samples)!, Address(parsed))
    {
        IvLength = parsed.GetValue(IvLength),
        IsAgain = parsed.GetValue(Again),
        Version = parsed.GetValue(Version),
        Changes = [.. (parsed.GetValue(Set) ?? []).Select(change => PayloadChange.Read(change)!)],
        Count = parsed.GetValue(Count),
        Rate = parsed.GetValue(Rate),
        Fault = DeliveryFault.All.FirstOrDefault(fault => fault.Name == parsed.GetValue(Fault)),
    };

    private static Uri Address(ParseResult parsed) =>
        parsed.GetValue(Url) is { } url ? url
        : parsed.GetResult(Port) is { Implicit: false } ? new Uri($"http://127.0.0.1:{parsed.GetValue(Port)}/api/webhook")
        : RunningHost.Find(LocalIngestor.DefaultData)?.Webhook ?? new Uri($"http://127.0.0.1:{LocalIngestor.DefaultPort}/api/webhook");
}

internal sealed record SendSettings(IReadOnlyList<string> Samples, Uri Url)
{
    public int IvLength { get; init; }

    public bool IsAgain { get; init; }

    public string? Version { get; init; }

    public IReadOnlyList<PayloadChange> Changes { get; init; } = [];

    public int Count { get; init; } = 1;

    public int Rate { get; init; }

    public DeliveryFault? Fault { get; init; }
}
