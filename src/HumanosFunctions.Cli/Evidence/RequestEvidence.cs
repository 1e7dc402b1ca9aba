using System.Security.Cryptography;
using System.Text;
using HumanosFunctions.Publishing;
using HumanosFunctions.Requests;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Cli.Evidence;

/// <summary>All evidence about one request.</summary>
/// <param name="RequestId">The key of the request in the state.</param>
/// <param name="Rows">The state, empty if there is none.</param>
/// <param name="Events">The events, oldest first.</param>
/// <param name="Decisions">The decisions in the events, oldest first.</param>
/// <param name="Problems">What is missing, damaged or contradictory, as sentences.</param>
internal sealed record RequestEvidence(
    string RequestId, IReadOnlyList<StateRow> Rows, IReadOnlyList<EvidenceEvent> Events, IReadOnlyList<EvidenceDecision> Decisions, IReadOnlyList<string> Problems)
{
    private const int MaxNameLength = 40;
    private const int HashLength = 16;

    /// <summary>The folder of a request: the readable part of its id, and a hash, because ids can contain any text.</summary>
    public static string FolderOf(string requestId)
    {
        string readable = string.Concat(requestId.Where(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_').Take(MaxNameLength));
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(requestId)))[..HashLength];
        return $"requests/{(readable.Length == 0 ? "request" : readable)}-{hash}";
    }

    /// <summary>Writes everything except the events themselves, which are written when they are read.</summary>
    public async Task WriteAsync(EvidenceFolder folder, CancellationToken cancellationToken)
    {
        string place = FolderOf(RequestId);
        foreach (EvidenceDecision decision in Decisions.Where(decision => decision.File is not null))
        {
            await folder.WriteAsync(decision.File!, decision.Credential!.W3c?.Json ?? decision.Credential.Json, cancellationToken);
        }

        await folder.WriteJsonAsync($"{place}/events.json", json =>
        {
            json.WriteString("requestId", RequestId);
            json.WriteStartArray("events");
            foreach (EvidenceEvent one in Events)
            {
                json.WriteStartObject();
                one.Write(json);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }, cancellationToken);
        await folder.WriteJsonAsync($"{place}/state.json", json => RequestDocument.Write(json, RequestId, Rows), cancellationToken);
        await folder.WriteJsonAsync($"{place}/decisions.json", json =>
        {
            json.WriteString("requestId", RequestId);
            json.WriteStartArray("decisions");
            foreach (EvidenceDecision decision in Decisions)
            {
                json.WriteStartObject();
                decision.Write(json);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }, cancellationToken);
        await folder.WriteJsonAsync($"{place}/consent-record.json", json => ConsentRecord.Write(json, RequestId, Decisions), cancellationToken);
    }

    public string? Period => Events.Count == 0 ? null : $"{Rfc3339.Format(Events[0].Header.ReceivedAt)} – {Rfc3339.Format(Events[^1].Header.ReceivedAt)}";
}
