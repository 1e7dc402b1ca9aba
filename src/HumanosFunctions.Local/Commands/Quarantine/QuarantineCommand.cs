using System.CommandLine;

namespace HumanosFunctions.Local.Commands.Quarantine;

/// <summary><c>quarantine list|show|replay|purge</c>, as docs/quarantine.md describes it.</summary>
internal static class QuarantineCommand
{
    public static Command Build()
    {
        var place = new PlaceOptions();
        return new Command("quarantine", "Deliveries that were genuine and could not be read: of the local ingestor or, with --storage, of one in Azure.")
        {
            List(place), Show(place), Replay(place), Purge(place),
        };
    }

    private static Command List(PlaceOptions place)
    {
        var list = new Command("list", "Lists what is kept: name, arrival, reason, length and age.");
        place.AddTo(list);
        list.SetAction((parsed, cancellationToken) => new QuarantineRun(place.Read(parsed)).OnBodiesAsync(
            bodies => new ListQuarantined(bodies, TimeProvider.System).RunAsync(cancellationToken)));
        return list;
    }

    private static Command Show(PlaceOptions place)
    {
        var name = new Argument<string>("NAME") { Description = "As listed." };
        var body = new Option<bool>("--body") { Description = "Prints the body instead, encrypted as it came." };
        var show = new Command("show", "Shows what is known of one delivery beside its body.") { name, body };
        place.AddTo(show);
        show.SetAction((parsed, cancellationToken) => new QuarantineRun(place.Read(parsed)).OnBodiesAsync(
            bodies => new ShowQuarantined(bodies).RunAsync(parsed.GetValue(name)!, parsed.GetValue(body), cancellationToken)));
        return show;
    }

    private static Command Replay(PlaceOptions place)
    {
        var selection = new SelectionOptions();
        var replay = new Command("replay", "Verifies, decrypts and publishes again what could not be read, with the secrets of now and before.");
        selection.AddTo(replay);
        place.AddTo(replay);
        replay.SetAction((parsed, cancellationToken) => new QuarantineRun(place.Read(parsed)).WithSecretsAsync(
            services => new ReplayQuarantined(services).RunAsync(selection.Read(parsed), cancellationToken)));
        return replay;
    }

    private static Command Purge(PlaceOptions place)
    {
        var selection = new SelectionOptions();
        var olderThan = new Option<TimeSpan?>("--older-than") { Description = "Only what arrived longer ago, such as 30.00:00:00 for 30 days." };
        var purge = new Command("purge", "Deletes deliveries for good.") { olderThan };
        selection.AddTo(purge);
        place.AddTo(purge);
        purge.SetAction((parsed, cancellationToken) => new QuarantineRun(place.Read(parsed)).OnBodiesAsync(
            bodies => new PurgeQuarantined(bodies, TimeProvider.System).RunAsync(selection.Read(parsed), parsed.GetValue(olderThan), cancellationToken)));
        return purge;
    }
}
