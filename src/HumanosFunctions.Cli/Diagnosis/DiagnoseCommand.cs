using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.CommandLine.Options;
using HumanosFunctions.Cli.Diagnosis.Deliveries;
using HumanosFunctions.Cli.Diagnosis.Report;
using HumanosFunctions.Cli.Diagnosis.Setup;
using HumanosFunctions.Cli.Ingestor;

namespace HumanosFunctions.Cli.Diagnosis;

/// <summary>The command <c>diagnose</c>: of the whole set-up, or of one recorded request.</summary>
internal static class DiagnoseCommand
{
    private static readonly Argument<FileInfo?> Recording = new("FILE")
    {
        Description = "A recorded request: raw HTTP, the text of curl -v or --trace-ascii, or a HAR archive. Without it, the set-up is diagnosed.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<FileInfo> Body = new Option<FileInfo>("--body") { Description = "The body of the request, if the recording does not have it." }.AcceptExistingOnly();

    private static readonly Option<DateTimeOffset?> At = new("--at")
    {
        Description = "When the request arrived, such as 2026-06-01T12:00:00Z. The default is the time in a HAR archive, or now.",
        CustomParser = ReadTime,
    };

    private static readonly Option<Uri?> Vault = new("--vault") { Description = "In Azure: the vault's address, in place of the local settings.", CustomParser = WebAddress.Read };

    private static readonly Option<string?> Namespace = AzureNamespace.Option();

    private static readonly Option<Uri?> Url = new("--url") { Description = "The root address of the app. The default is that of the host that runs on this machine.", CustomParser = WebAddress.Read };

    private static readonly Option<DirectoryInfo> Data = IngestorOptions.Data();

    private static readonly Option<bool> Json = new("--json") { Description = "Writes a JSON object for each line." };

    public static Command Build()
    {
        var diagnose = new Command("diagnose", "Reports what is wrong with the set-up or, with FILE, why a recorded request is refused.") { Recording, Body, At, Vault, Namespace, Url, Data, Json };
        diagnose.Validators.Add(parsed => parsed.Refuse(() => Problem(parsed)));
        diagnose.SetAction((parsed, cancellationToken) => StopSignal.CancelsAsync(stop => RunAsync(parsed, stop), cancellationToken));
        return diagnose;
    }

    private static string? Problem(CommandResult parsed) =>
        parsed.GetValue(Recording) is { Exists: false } absent ? $"FILE takes a recorded request: {absent.Name} does not exist."
        : parsed.GetValue(Recording) is null && (parsed.IsGiven(Body) || parsed.IsGiven(At)) ? "--body and --at go with FILE."
        : parsed.GetValue(Recording) is not null && (parsed.IsGiven(Namespace) || parsed.IsGiven(Url) || parsed.IsGiven(Data)) ? "FILE is compared with the secrets only: omit --namespace, --url and --data."
        : null;

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var printer = new FindingPrinter(parsed.InvocationConfiguration.Output, parsed.GetValue(Json));
        try
        {
            return parsed.GetValue(Recording) is { } file
                ? await new RecordingDiagnosis(printer, parsed.GetValue(Vault), TimeProvider.System).RunAsync(file, parsed.GetValue(Body), parsed.GetValue(At), cancellationToken)
                : await new SetupDiagnosis(printer, Places(parsed), TimeProvider.System).RunAsync(cancellationToken);
        }
        catch (Exception problem) when (problem is FormatException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(problem.Message);
            return ExitCode.Usage;
        }
        catch (OperationCanceledException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync("Stopped.");
            return ExitCode.Problem;
        }
    }

    private static SetupPlaces Places(ParseResult parsed) => new(
        parsed.GetValue(Data)!, parsed.GetValue(Vault), parsed.GetValue(Namespace), parsed.GetValue(Url));

    private static DateTimeOffset? ReadTime(ArgumentResult argument)
    {
        string text = argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            return time;
        }

        argument.AddError("--at takes a time such as 2026-06-01T12:00:00Z.");
        return null;
    }
}
