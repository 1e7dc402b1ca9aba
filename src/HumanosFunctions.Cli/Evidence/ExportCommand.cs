using System.CommandLine;
using System.CommandLine.Parsing;
using HumanosFunctions.Archive;
using HumanosFunctions.Cli.Archive;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.CommandLine.Options;
using HumanosFunctions.Cli.Ingestor;
using HumanosFunctions.Cli.Persons;
using HumanosFunctions.Payloads;
using HumanosFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Cli.Evidence;

/// <summary><c>export</c>: the evidence about requests as files, and a check of such files. docs/evidence.md describes it.</summary>
internal static class ExportCommand
{
    public static Command Build()
    {
        var place = new IngestorOptions(AzureParts.Storage | AzureParts.Vault);
        var options = new ExportOptions();
        var export = new Command("export", "Writes the evidence about requests as files: events as received, state, decisions, wording, credentials, a page to print, and hashes.");
        options.AddTo(export);
        place.AddTo(export, options.Needed);
        export.SetAction((parsed, cancellationToken) => ArchiveRun.ExplainAsync(
            parsed,
            stop => options.Verify(parsed) is { } path
                ? VerifyAsync(path, parsed.InvocationConfiguration.Output, stop)
                : options.Person(parsed) is { } person ? ExportPersonAsync(place.Read(parsed), person, options, parsed, stop)
                : ExportAsync(place.Read(parsed), options.Selection(parsed), options.Output(parsed)!, parsed, stop),
            cancellationToken));
        return export;
    }

    /// <summary>Opens archive and state, and exports. Whoever finds requests in another way calls this with their ids.</summary>
    public static async Task<int> ExportAsync(IngestorPlace place, EvidenceSelection selection, string target, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (Path.Exists(target))
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"{target} exists. An export never changes files: give another name.");
            return ExitCode.Usage;
        }

        IConfiguration configuration = place.Configure();
        await using ServiceProvider services = new ServiceCollection()
            .AddPayloadStore(configuration).AddArchive(configuration).AddStateStore(configuration).BuildServiceProvider();
        return await new EvidenceExport(
            services.GetRequiredService<EventArchive>(), services.GetRequiredService<IStateStore>(), parsed.InvocationConfiguration.Output, TimeProvider.System)
            .RunAsync(selection, target, cancellationToken);
    }

    private static Task<int> ExportPersonAsync(IngestorPlace place, string person, ExportOptions options, ParseResult parsed, CancellationToken cancellationToken) =>
        PersonLookup.WithAsync(place, async lookup => await lookup.RequestsAsync(person, cancellationToken) switch
            {
                null => await RefuseAsync(parsed, PersonLookup.NoKey),
                [] => await NothingAsync(parsed.InvocationConfiguration.Output),
                var requests => await ExportAsync(
                    place, options.Selection(parsed, requests), options.Output(parsed)!, parsed, cancellationToken),
            });

    private static async Task<int> RefuseAsync(ParseResult parsed, string why)
    {
        await parsed.InvocationConfiguration.Error.WriteLineAsync(why);
        return ExitCode.Usage;
    }

    private static async Task<int> NothingAsync(TextWriter output)
    {
        await output.WriteLineAsync("No request of this person was found, and nothing is written.");
        return ExitCode.Problem;
    }

    private static async Task<int> VerifyAsync(string path, TextWriter output, CancellationToken cancellationToken)
    {
        (IReadOnlyList<string> differences, string sums) = await EvidenceCheck.RunAsync(path, cancellationToken);
        foreach (string difference in differences)
        {
            await output.WriteLineAsync(PlainText.Of(difference));
        }

        await output.WriteLineAsync(differences.Count == 0 ? "Every file is as it was exported." : $"{differences.Count} differences");
        await output.WriteLineAsync($"SHA-256 of {EvidenceManifest.Sums}, to be compared with the one that the export printed: {sums}");
        return differences.Count == 0 ? ExitCode.Done : ExitCode.Problem;
    }
}

/// <summary>The options of <c>export</c>.</summary>
internal sealed class ExportOptions
{
    private readonly Option<string[]> _request = new("--request") { Description = "The id of a request. You can give several." };
    private readonly Option<string?> _person = new("--person") { Description = "A user id, DID, internal id, e-mail address or phone number: all requests of this person." };
    private readonly TimeRangeOptions _range = new();
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The folder to write or, with the ending .zip, the file. It must not exist." };
    private readonly Option<string?> _verify = new("--verify") { Description = "Compares the files of this export with their hashes, and writes nothing." };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_request, _person, .. _range.All, _output, _verify])
        {
            command.Options.Add(option);
        }

        command.Validators.Add(parsed => parsed.Refuse(() => Problem(parsed)));
    }

    /// <param name="parsed">The command line.</param>
    /// <param name="ofPerson">The requests of a person, beside those on the command line; null if no person is given.</param>
    public EvidenceSelection Selection(ParseResult parsed, IReadOnlyList<string>? ofPerson = null)
    {
        string[] requests = [.. parsed.GetValue(_request) ?? [], .. ofPerson ?? []];
        TimeRange range = _range.Read(parsed);
        return new EvidenceSelection(requests.Length > 0 ? requests : null, range.From, range.To);
    }

    public string? Person(ParseResult parsed) => parsed.GetValue(_person);

    public string? Output(ParseResult parsed) => parsed.GetValue(_output);

    public string? Verify(ParseResult parsed) => parsed.GetValue(_verify);

    /// <summary>A check of an export needs no ingestor. Persons are found with a key from the vault.</summary>
    public AzureParts? Needed(CommandResult parsed) =>
        parsed.IsGiven(_verify) ? null
        : parsed.IsGiven(_person) ? AzureParts.Storage | AzureParts.Vault
        : AzureParts.Storage;

    private string? Problem(CommandResult parsed)
    {
        bool isLimited = parsed.IsGiven(_request) || parsed.IsGiven(_person) || _range.IsGiven(parsed);
        return parsed.IsGiven(_verify) ? (isLimited || parsed.IsGiven(_output) ? "--verify takes no other option: it reads an export, and writes none." : null)
            : !isLimited ? "Give --request, --person, --from or --to."
            : string.IsNullOrWhiteSpace(parsed.GetValue(_output)) ? "Give --output: the folder or the zip file to write."
            : _range.Problem(parsed);
    }
}
