using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Payloads;
using HumanosFunctions.Publishing;
using HumanosFunctions.Quarantine;

namespace HumanosFunctions.Cli.Quarantine;

/// <summary>Writes a line for each delivery and, for people, their number.</summary>
internal sealed class ListQuarantined(IPayloadStore bodies, TextWriter output, TimeProvider time, bool asJson)
{
    public async Task<int> RunAsync(QuarantineFilter filter, bool isNewestFirst, CancellationToken cancellationToken)
    {
        List<QuarantinedFacts> found = await FindAsync(filter, cancellationToken);
        if (isNewestFirst)
        {
            found = [.. found.OrderByDescending(kept => kept.Header?.ReceivedAt)];
        }

        if (asJson)
        {
            await WriteLinesAsync(found, QuarantinedText.JsonOf);
        }
        else
        {
            await WriteForPeopleAsync(found);
        }

        return found.Any(kept => kept.Header is null) ? ExitCode.Problem : ExitCode.Done;
    }

    private async Task WriteForPeopleAsync(List<QuarantinedFacts> found)
    {
        if (Terminal.IsUsedBy(output) && found.Count > 0)
        {
            await ConsoleTable.WriteAsync(output, QuarantinedText.Headings, found.Select(QuarantinedText.CellsOf));
        }
        else
        {
            await WriteLinesAsync(found, QuarantinedText.LineOf);
        }

        await WriteSummaryAsync(found);
    }

    // With a single reason, the total is enough.
    private async Task WriteSummaryAsync(List<QuarantinedFacts> found)
    {
        if (found.Select(kept => kept.Reason).Distinct().Count() > 1)
        {
            await output.WriteLineAsync();
            await ConsoleTable.WriteAsync(output, ["REASON", "NUMBER"], ReasonCount.Of(found.Select(kept => kept.Reason)));
            await output.WriteLineAsync();
        }

        await output.WriteLineAsync($"{found.Count} kept");
    }

    private async Task<List<QuarantinedFacts>> FindAsync(QuarantineFilter filter, CancellationToken cancellationToken)
    {
        var found = new List<QuarantinedFacts>();
        int read = 0;
        using ProgressLine progress = ProgressLine.OnError(time, QuarantineCommand.Name);
        await foreach (StoredPayload body in bodies.ListAsync(PayloadContainer.Quarantine, cancellationToken))
        {
            progress.Show(++read);
            if (await QuarantinedFacts.ReadAsync(bodies, body, time.GetUtcNow(), cancellationToken) is { } kept && filter.Matches(kept))
            {
                found.Add(kept);
            }
        }

        return found;
    }

    private async Task WriteLinesAsync(List<QuarantinedFacts> found, Func<QuarantinedFacts, string> lineOf)
    {
        foreach (QuarantinedFacts kept in found)
        {
            await output.WriteLineAsync(lineOf(kept));
        }
    }
}

/// <summary>The properties of a quarantined delivery, without its body.</summary>
/// <param name="Name">The name for the other commands.</param>
/// <param name="Header">Null if it has none.</param>
/// <param name="BodyLength">Without a header, the length of the whole item.</param>
/// <param name="Age">Null without a header.</param>
internal sealed record QuarantinedFacts(string Name, QuarantineHeader? Header, long BodyLength, TimeSpan? Age)
{
    /// <summary>Whether the item cannot be opened or read.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>Why it was kept; for an odd item, a fixed word.</summary>
    public string Reason => Header?.Reason ?? (IsUnreadable ? UnreadableItem.Unreadable : "NoHeader");

    /// <returns>Null if it was replayed or deleted in the meantime.</returns>
    public static async Task<QuarantinedFacts?> ReadAsync(IPayloadStore bodies, StoredPayload body, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadHeaderAsync(bodies, body, now, cancellationToken);
        }
        catch (Exception odd) when (UnreadableItem.IsReason(odd))
        {
            return new QuarantinedFacts(body.Name, Header: null, body.Length, Age: null) { IsUnreadable = true };
        }
    }

    private static async Task<QuarantinedFacts?> ReadHeaderAsync(IPayloadStore bodies, StoredPayload body, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using Stream? stream = await bodies.OpenAsync(PayloadContainer.Quarantine, body.Name, cancellationToken);
        if (stream is null)
        {
            return null;
        }

        return await QuarantineHeader.ReadAsync(stream, cancellationToken) is { } read
            ? new QuarantinedFacts(body.Name, read.Header, body.Length - read.Length, now - read.Header.ReceivedAt)
            : new QuarantinedFacts(body.Name, Header: null, body.Length, Age: null);
    }
}

/// <summary>An item in the quarantine that is not a file that can be read: a folder, a link, or a file of another user.</summary>
internal static class UnreadableItem
{
    public const string Unreadable = "Unreadable";

    /// <summary>Whether the failure is one of this item, so that the command continues with the others.</summary>
    public static bool IsReason(Exception failure) => failure is IOException or UnauthorizedAccessException;
}

/// <summary>A quarantined delivery as a line, for people or for scripts.</summary>
internal static class QuarantinedText
{
    public static readonly string[] Headings = ["NAME", "RECEIVED", "REASON", "BYTES", "AGE"];

    public static string[] CellsOf(QuarantinedFacts kept) =>
    [
        kept.Name,
        kept.Header is { } header ? Rfc3339.Format(header.ReceivedAt) : "-",
        kept.Reason,
        kept.BodyLength.ToString(System.Globalization.CultureInfo.InvariantCulture),
        kept.Age is { } age ? DurationText.Format(age) : "-",
    ];

    public static string LineOf(QuarantinedFacts kept) => kept is { Header: { } header, Age: { } age }
        ? $"{PlainText.Of(kept.Name)}  {Rfc3339.Format(header.ReceivedAt)}  {PlainText.Of(header.Reason)}  {kept.BodyLength} bytes  {DurationText.Format(age)} old"
        : $"{PlainText.Of(kept.Name)}  {kept.Reason}";

    public static string JsonOf(QuarantinedFacts kept) => JsonLine.Of(json =>
    {
        json.WriteString("name", kept.Name);
        json.WriteString("receivedAt", kept.Header is { } header ? Rfc3339.Format(header.ReceivedAt) : null);
        json.WriteString("reason", kept.Reason);
        json.WriteNumber("bytes", kept.BodyLength);
        if (kept.Age is { } age)
        {
            json.WriteNumber("ageSeconds", (long)age.TotalSeconds);
        }

        json.WriteString("resource", kept.Header?.Resource);
    });
}
