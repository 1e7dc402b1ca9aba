using System.CommandLine;
using System.CommandLine.Parsing;
using HumanosFunctions.Cli.Archive;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.CommandLine.Options;
using HumanosFunctions.Cli.Ingestor;
using HumanosFunctions.Cli.Quarantine;

namespace HumanosFunctions.Cli.Persons;

/// <summary><c>person find</c> and <c>person erase</c>, as docs/privacy.md describes them.</summary>
internal static class PersonCommand
{
    public static Command Build() => new("person", "Finds the requests of a person, and erases them.") { Find(), Erase() };

    private static Command Find()
    {
        var place = new IngestorOptions(AzureParts.Storage | AzureParts.Vault);
        var person = new Argument<string>("PERSON") { Description = "A user id, DID, internal id, e-mail address or phone number." };
        var json = new Option<bool>("--json") { Description = "Writes a JSON object for each line." };
        var find = new Command("find", "Lists the requests whose events name a person, with their last event.") { person, json };
        place.AddTo(find);
        find.SetAction((parsed, cancellationToken) => ArchiveRun.ExplainAsync(
            parsed,
            stop => PersonLookup.WithAsync(
                place.Read(parsed),
                lookup => new FindPerson(lookup, parsed.InvocationConfiguration.Output, parsed.GetValue(json)).RunAsync(parsed.GetValue(person)!, stop)),
            cancellationToken));
        return find;
    }

    private static Command Erase()
    {
        var place = new IngestorOptions(AzureParts.All);
        var persons = new Argument<string[]>("PERSON") { Description = "User ids, DIDs, internal ids, e-mail addresses or phone numbers.", Arity = ArgumentArity.ZeroOrMore };
        var requests = new Option<string[]>("--request") { Description = "The id of a request to erase. You can give several." };
        var dryRun = new DryRunOption();
        var yes = new Option<bool>("--yes") { Description = "Erases without a question. Without it and without a terminal, the command reports what it would erase." };
        var erase = new Command("erase", "Erases requests everywhere: state, archive, claim checks, quarantine, dead letters and scheduled copies. It cannot be undone.") { persons, requests, yes };
        dryRun.AddTo(erase);
        place.AddTo(erase);
        erase.Validators.Add(parsed => parsed.Refuse(() =>
            parsed.GetValue(persons) is not { Length: > 0 } && parsed.GetValue(requests) is not { Length: > 0 } ? "Give a person, or --request."
            : parsed.GetValue(persons)?.Any(string.IsNullOrWhiteSpace) == true ? "PERSON takes a text that is not empty."
            : dryRun.IsGiven(parsed) && parsed.GetValue(yes) ? "Give --dry-run or --yes, not both."
            : null));
        erase.SetAction((parsed, cancellationToken) => new QuarantineRun(place.Read(parsed), parsed.InvocationConfiguration.Error).WithSecretsAsync(
            (services, stop) => new ErasePerson(services, place.Read(parsed), parsed.InvocationConfiguration.Output, TimeProvider.System).RunAsync(
                parsed.GetValue(persons) ?? [],
                parsed.GetValue(requests) ?? [],
                dryRun.Read(parsed) ? ErasureMode.DryRun : parsed.GetValue(yes) ? ErasureMode.Erase : ErasureMode.Ask,
                stop),
            cancellationToken));
        return erase;
    }
}

/// <summary>Whether a command erases.</summary>
internal enum ErasureMode
{
    /// <summary>Asks on a terminal, and otherwise only reports.</summary>
    Ask,
    DryRun,
    Erase,
}
