using Humanos.Webhooks;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.Development;
using HumanosFunctions.Cli.Diagnosis.Report;
using HumanosFunctions.Cli.Diagnosis.Secrets;
using HumanosFunctions.Ingest;
using HumanosFunctions.Settings;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Cli.Diagnosis.Deliveries;

/// <summary>Diagnoses each request of a recording.</summary>
internal sealed class RecordingDiagnosis(FindingPrinter printer, Uri? vault, TimeProvider time)
{
    // A search that has found nothing by then ends without a result.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly IConfiguration _settings = LocalSettings.Read(OutputFiles.LocalSettings);

    public async Task<int> RunAsync(FileInfo file, FileInfo? body, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        byte[]? given = body is null ? null : await File.ReadAllBytesAsync(body.FullName, cancellationToken);
        IReadOnlyList<CapturedRequest> requests = [.. CaptureReader.Read(await File.ReadAllBytesAsync(file.FullName, cancellationToken)).Where(IsDelivery)];
        if (requests.Count == 0)
        {
            throw new FormatException("The recording has no POST request with a signature or timestamp header.");
        }

        using KnownSecrets secrets = vault is null
            ? LocalSecrets.Read(_settings)
            : await VaultSecrets.ReadAsync(vault, cancellationToken);
        if (secrets.Signature.Count == 0)
        {
            throw new InvalidDataException("No signature secret is known: set Humanos:SignatureSecret in local.settings.json, or give --vault.");
        }

        int exitCode = ExitCode.Done;
        foreach (CapturedRequest request in requests)
        {
            exitCode = Math.Max(exitCode, await DiagnoseAsync(given is null ? request : request with { Body = given }, secrets, at, cancellationToken));
        }

        return exitCode;
    }

    private static bool IsDelivery(CapturedRequest request) =>
        request.All(ReceivedDelivery.SignatureHeader).Count > 0 || request.All(ReceivedDelivery.TimestampHeader).Count > 0
        || request.Method.Equals("POST", StringComparison.OrdinalIgnoreCase);

    private async Task<int> DiagnoseAsync(CapturedRequest request, KnownSecrets secrets, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        DeliveryDiagnosis diagnosis = DeliveryDiagnosis.Of(
            request, secrets, ReplayWindow.Of(AppSettings.Peek<IngestOptions>(_settings).TimestampTolerance), at ?? request.At ?? time.GetUtcNow(), either.Token);
        cancellationToken.ThrowIfCancellationRequested();
        await printer.SayAsync(diagnosis.Refusal is { } refusal ? $"Refused: {refusal.Reason} ({RefusalCode.Of(refusal)})" : "Would be accepted.");
        return await printer.WriteAsync(diagnosis.Findings);
    }
}
