using System.CommandLine;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.CommandLine.Options;
using HumanosFunctions.Cli.Ingestor;

namespace HumanosFunctions.Cli.Quarantine;

/// <summary><c>quarantine list|show|replay|purge</c>, as docs/quarantine.md describes it.</summary>
internal static class QuarantineCommand
{
    public const string Name = "quarantine";

    public static Command Build()
    {
        var place = new IngestorOptions(AzureParts.All);
        return new Command(Name, "Lists, shows, replays and deletes quarantined deliveries, whose signature is valid but whose content could not be read: of the local ingestor or, with --storage, of one in Azure.")
        {
            List(place), Show(place), Replay(place), Purge(place),
        };
    }

    private static Command List(IngestorOptions place)
    {
        var json = new Option<bool>("--json") { Description = "Writes a JSON object for each line." };
        var newest = new Option<bool>("--newest") { Description = "Newest first." };
        var list = new Command("list", "Lists quarantined deliveries: name, time of arrival, reason, length and age.") { json, newest };
        var filter = new QuarantineFilterOptions();
        filter.AddTo(list);
        place.AddTo(list, _ => AzureParts.Storage);
        list.SetAction((parsed, cancellationToken) => Run(place, parsed).OnBodiesAsync(
            (bodies, stop) => new ListQuarantined(bodies, Output(parsed), TimeProvider.System, parsed.GetValue(json)).RunAsync(filter.Read(parsed), parsed.GetValue(newest), stop),
            cancellationToken));
        return list;
    }

    private static Command Show(IngestorOptions place)
    {
        var name = new Argument<string>("NAME") { Description = "A name from 'list'." };
        var body = new Option<bool>("--body") { Description = "Prints the body instead, encrypted as it arrived." };
        var show = new Command("show", "Shows the properties of one delivery, without its body.") { name, body };
        place.AddTo(show, _ => AzureParts.Storage);
        show.SetAction((parsed, cancellationToken) => Run(place, parsed).OnBodiesAsync(
            (bodies, stop) => new ShowQuarantined(bodies, Output(parsed), parsed.InvocationConfiguration.Error)
                .RunAsync(parsed.GetValue(name)!, parsed.GetValue(body), stop),
            cancellationToken));
        return show;
    }

    private static Command Replay(IngestorOptions place)
    {
        SelectionOptions<string> selection = Selection();
        var filter = new QuarantineFilterOptions();
        var dryRun = new DryRunOption();
        var replay = new Command("replay", "Verifies, decrypts and publishes deliveries, with the current and earlier versions of the secrets.");
        filter.AddTo(replay);
        dryRun.AddTo(replay);
        selection.AddTo(replay, filter.IsGiven);
        place.AddTo(replay);
        replay.SetAction((parsed, cancellationToken) => Run(place, parsed).WithSecretsAsync(
            (services, stop) => new ReplayQuarantined(services, Output(parsed))
                .RunAsync(new QuarantineSelection(selection.Items(parsed), filter.Read(parsed)), dryRun.Read(parsed), stop),
            cancellationToken));
        return replay;
    }

    private static Command Purge(IngestorOptions place)
    {
        SelectionOptions<string> selection = Selection();
        var options = new PurgeOptions();
        var filter = new QuarantineFilterOptions();
        var purge = new Command("purge", "Deletes deliveries permanently.");
        options.AddTo(purge);
        filter.AddTo(purge);
        selection.AddTo(purge, filter.IsGiven);
        place.AddTo(purge, _ => AzureParts.Storage);
        purge.SetAction((parsed, cancellationToken) => Run(place, parsed).OnBodiesAsync(
            (bodies, stop) => new PurgeQuarantined(bodies, Output(parsed), TimeProvider.System).RunAsync(
                new QuarantineSelection(selection.Items(parsed), filter.Read(parsed)),
                options.OlderThan(parsed),
                options.IsDryRun(parsed) ? PurgeMode.DryRun : options.IsConfirmed(parsed) ? PurgeMode.Delete : PurgeMode.Unconfirmed,
                stop),
            cancellationToken));
        return purge;
    }

    private static QuarantineRun Run(IngestorOptions place, ParseResult parsed) => new(place.Read(parsed), parsed.InvocationConfiguration.Error);

    private static SelectionOptions<string> Selection() => new(
        new Argument<string[]>("NAME") { Description = "A name from 'list'.", Arity = ArgumentArity.ZeroOrMore },
        all: "All quarantined deliveries.",
        mistake: "Give names, a filter such as --reason, or --all.");

    private static TextWriter Output(ParseResult parsed) => parsed.InvocationConfiguration.Output;
}
