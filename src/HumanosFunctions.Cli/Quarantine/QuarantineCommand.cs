using System.CommandLine;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.Quarantine;

/// <summary><c>quarantine list|show|replay|purge</c>, as docs/quarantine.md describes it.</summary>
internal static class QuarantineCommand
{
    public const string Name = "quarantine";

    public static Command Build()
    {
        var place = new QuarantineSourceOptions();
        return new Command(Name, "Deliveries that were genuine and could not be read: of the local ingestor or, with --storage, of one in Azure.")
        {
            List(place), Show(place), Replay(place), Purge(place),
        };
    }

    private static Command List(QuarantineSourceOptions place)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        var list = new Command("list", "Lists what is kept: name, arrival, reason, length and age.") { json };
        place.AddTo(list);
        list.SetAction((parsed, cancellationToken) => place.RunOf(parsed).OnBodiesAsync(
            (bodies, stop) => new ListQuarantined(bodies, Output(parsed), TimeProvider.System, parsed.GetValue(json)).RunAsync(stop),
            cancellationToken));
        return list;
    }

    private static Command Show(QuarantineSourceOptions place)
    {
        var name = new Argument<string>("NAME") { Description = "As listed." };
        var body = new Option<bool>("--body") { Description = "Prints the body instead, encrypted as it came." };
        var show = new Command("show", "Shows what is known of one delivery beside its body.") { name, body };
        place.AddTo(show);
        show.SetAction((parsed, cancellationToken) => place.RunOf(parsed).OnBodiesAsync(
            (bodies, stop) => new ShowQuarantined(bodies, Output(parsed), parsed.InvocationConfiguration.Error)
                .RunAsync(parsed.GetValue(name)!, parsed.GetValue(body), stop),
            cancellationToken));
        return show;
    }

    private static Command Replay(QuarantineSourceOptions place)
    {
        SelectionOptions<string> selection = Selection();
        var replay = new Command("replay", "Verifies, decrypts and publishes again what could not be read, with the secrets of now and before.");
        selection.AddTo(replay);
        place.AddTo(replay);
        replay.SetAction((parsed, cancellationToken) => place.RunOf(parsed).WithSecretsAsync(
            (services, stop) => new ReplayQuarantined(services, Output(parsed)).RunAsync(new QuarantineSelection(selection.Items(parsed), selection.IsAll(parsed)), stop), cancellationToken));
        return replay;
    }

    private static Command Purge(QuarantineSourceOptions place)
    {
        SelectionOptions<string> selection = Selection();
        var options = new PurgeOptions();
        var purge = new Command("purge", "Deletes deliveries for good.");
        options.AddTo(purge);
        selection.AddTo(purge);
        place.AddTo(purge);
        purge.SetAction((parsed, cancellationToken) => place.RunOf(parsed).OnBodiesAsync(
            (bodies, stop) => new PurgeQuarantined(bodies, Output(parsed), TimeProvider.System)
                .RunAsync(new QuarantineSelection(selection.Items(parsed), selection.IsAll(parsed)), options.OlderThan(parsed), options.IsConfirmed(parsed), stop),
            cancellationToken));
        return purge;
    }

    private static SelectionOptions<string> Selection() => new(
        new Argument<string[]>("NAME") { Description = "As listed.", Arity = ArgumentArity.ZeroOrMore },
        all: "Everything that is kept.",
        mistake: "Give names, or --all.");

    private static TextWriter Output(ParseResult parsed) => parsed.InvocationConfiguration.Output;
}
