using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Publishing;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Cli.Persons;

/// <summary>Lists the requests of a person.</summary>
internal sealed class FindPerson(PersonLookup lookup, TextWriter output, bool asJson)
{
    public async Task<int> RunAsync(string person, CancellationToken cancellationToken)
    {
        if (await lookup.RequestsAsync(person, cancellationToken) is not { } requests)
        {
            await output.WriteLineAsync(PersonLookup.NoKey);
            return ExitCode.Usage;
        }

        var found = new List<FoundRequest>();
        foreach (string requestId in requests)
        {
            found.Add(FoundRequest.Of(requestId, await lookup.Store.OfRequestAsync(requestId, cancellationToken)));
        }

        foreach (FoundRequest request in found.OrderBy(request => request.LastEventAt).ThenBy(request => request.RequestId, StringComparer.Ordinal))
        {
            await output.WriteLineAsync(asJson ? request.ToJson() : request.ToLine());
        }

        if (!asJson)
        {
            await output.WriteLineAsync($"{found.Count} requests");
        }

        return found.Count > 0 ? ExitCode.Done : ExitCode.Problem;
    }
}

/// <param name="RequestId">The id of the request.</param>
/// <param name="LastEventAt">The time of its last event, or null if an erasure of it has begun.</param>
/// <param name="Events">How many events were processed.</param>
internal sealed record FoundRequest(string RequestId, DateTimeOffset? LastEventAt, int Events)
{
    public static FoundRequest Of(string requestId, IReadOnlyList<StateRow> rows) => new(
        requestId,
        rows.Where(row => row.Kind != RowKinds.Person).Select(row => (DateTimeOffset?)row.OccurredAt).Max(),
        rows.Count(row => row.Kind is RowKinds.Event or RowKinds.NotUnderstood));

    public string ToLine() => $"{(LastEventAt is { } last ? Rfc3339.Format(last) : "being erased")}  {PlainText.Of(RequestId)}  {Events} events";

    public string ToJson() => JsonLine.Of(json =>
    {
        json.WriteString("requestId", RequestId);
        json.WriteString("lastEventAt", LastEventAt is { } last ? Rfc3339.Format(last) : null);
        json.WriteNumber("events", Events);
    });
}
