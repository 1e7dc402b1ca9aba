using System.CommandLine;
using HumanosFunctions.Archive;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.CommandLine.Options;
using HumanosFunctions.Cli.DeadLetters;
using HumanosFunctions.Cli.Ingestor;
using HumanosFunctions.Payloads;
using HumanosFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Cli.Archive;

/// <summary>The commands of <c>events</c> that read the archive: list, show, replay and drift. docs/archive.md describes them.</summary>
internal static class ArchiveCommands
{
    /// <param name="bus">Opens the Service Bus that a replay sends to.</param>
    public static IEnumerable<Command> Build(DeadLetterAction bus) => [List(), Show(), Replay(bus), Drift()];

    private static Command List()
    {
        var place = new IngestorOptions(AzureParts.Storage);
        var filter = new ArchiveFilterOptions();
        (Option<bool> json, Option<bool> payload) = Format();
        var list = new Command("list", "Lists the events in the archive, oldest first, and verifies each of them.") { json, payload };
        filter.AddTo(list);
        place.AddTo(list);
        list.SetAction((parsed, cancellationToken) => ArchiveRun.OnArchiveAsync(
            parsed,
            place.Read(parsed),
            (services, stop) => new ListArchived(Archive(services), parsed.InvocationConfiguration.Output, TimeProvider.System, parsed.GetValue(json), parsed.GetValue(payload))
                .RunAsync(filter.Read(parsed), stop),
            cancellationToken));
        return list;
    }

    private static Command Show()
    {
        var place = new IngestorOptions(AzureParts.Storage);
        var id = new Argument<string>("ID") { Description = "The id of an event, or the beginning of it." };
        (Option<bool> json, Option<bool> payload) = Format();
        var show = new Command("show", "Shows one event of the archive with all its properties.") { id, json, payload };
        place.AddTo(show);
        show.SetAction((parsed, cancellationToken) => ArchiveRun.OnArchiveAsync(
            parsed,
            place.Read(parsed),
            (services, stop) => new ShowArchived(Archive(services), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json), parsed.GetValue(payload))
                .RunAsync(parsed.GetValue(id)!, stop),
            cancellationToken));
        return show;
    }

    private static Command Drift()
    {
        var place = new IngestorOptions(AzureParts.Storage);
        var filter = new ArchiveFilterOptions();
        var json = new Option<bool>("--json") { Description = "Writes a JSON object for each line." };
        var drift = new Command("drift", "Lists the types, versions and members in the archive that this version of the app does not know: how often, first and last.") { json };
        filter.AddTo(drift);
        place.AddTo(drift);
        drift.SetAction((parsed, cancellationToken) => ArchiveRun.OnArchiveAsync(
            parsed,
            place.Read(parsed),
            (services, stop) => new DriftArchived(
                Archive(services), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, TimeProvider.System, parsed.GetValue(json))
                .RunAsync(filter.Read(parsed), stop),
            cancellationToken));
        return drift;
    }

    private static Command Replay(DeadLetterAction bus)
    {
        var place = new IngestorOptions(AzureParts.Storage);
        var filter = new ArchiveFilterOptions();
        var dryRun = new DryRunOption();
        var interrupted = new InterruptedOption();
        var to = new ReplayTargetOptions();
        var all = new Option<bool>("--all") { Description = "All events of the archive that the processor handles." };
        var replay = new Command("replay", "Sends events of the archive again: to the processor of one subscription or, with --to-topic, to every subscription.") { all };
        to.AddTo(replay);
        filter.AddTo(replay);
        dryRun.AddTo(replay);
        interrupted.AddTo(replay);
        place.AddTo(replay);
        replay.Validators.Add(parsed => parsed.Refuse(() => to.Problem(parsed) ?? (parsed.GetValue(all) == filter.IsGiven(parsed) ? "Give a filter such as --from, or --all." : null)));
        replay.SetAction((parsed, cancellationToken) => bus.RunAsync(
            parsed,
            async (client, source, stop) =>
            {
                IngestorPlace from = place.Read(parsed);
                if (from.IsAzure && source.IsLocal)
                {
                    return await DeadLetterAction.RefuseAsync(parsed, "--namespace is missing: for an archive in Azure this command needs it.");
                }

                // Events of the local ingestor must not reach another one by accident, and it could not read the payloads of large ones.
                if (!from.IsAzure && source.Namespace is not null)
                {
                    return await DeadLetterAction.RefuseAsync(parsed, "--storage is missing: for a namespace in Azure this command needs it.");
                }

                ReplayTarget target = to.Read(parsed, source.Topic);
                string progress = ReplayProgress.PathOf(from.WorkFolder, $"{target.Entity} {target.Name} {source.HostOf(client)} {from.Storage} {filter.Text(parsed)}");
                return await ArchiveRun.OnArchiveAsync(
                    parsed,
                    from,
                    (services, running) => dryRun.Read(parsed)
                        ? ReplayAsync(services, parsed, run => run.PreviewAsync(filter.Read(parsed), target, progress, running), running)
                        : ReplayAsync(services, parsed, run => run.RunAsync(filter.Read(parsed), target, client, progress, interrupted.Read(parsed), running), running),
                    stop);
            },
            cancellationToken));
        return replay;
    }

    private static async Task<int> ReplayAsync(IServiceProvider services, ParseResult parsed, Func<ReplayArchived, Task<int>> run, CancellationToken cancellationToken)
    {
        ErasedArchived erased = await ErasedArchived.ReadAsync(services.GetRequiredService<IStateStore>(), cancellationToken);
        return await run(new ReplayArchived(
            Archive(services), erased, services.GetRequiredService<IPayloadStore>(), parsed.InvocationConfiguration.Output, TimeProvider.System));
    }

    private static EventArchive Archive(IServiceProvider services) => services.GetRequiredService<EventArchive>();

    private static (Option<bool> Json, Option<bool> Payload) Format() => (
        new Option<bool>("--json") { Description = "Writes a JSON object for each line." },
        new Option<bool>("--payload") { Description = "Shows the payload too, which contains personal data." });
}
