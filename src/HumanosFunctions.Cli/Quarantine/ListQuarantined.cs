using System.Text;
using System.Text.Json;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Payloads;
using HumanosFunctions.Publishing;
using HumanosFunctions.Quarantine;

namespace HumanosFunctions.Cli.Quarantine;

/// <summary>Writes a line for each delivery and, for people, their number.</summary>
internal sealed class ListQuarantined(IPayloadStore bodies, TextWriter output, TimeProvider time, bool asJson)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        int count = 0;
        bool unreadable = false;
        await foreach (StoredPayload body in bodies.ListAsync(PayloadContainer.Quarantine, cancellationToken))
        {
            if (await QuarantinedFacts.ReadAsync(bodies, body, time.GetUtcNow(), cancellationToken) is { } kept)
            {
                await output.WriteLineAsync(asJson ? QuarantinedText.JsonOf(kept) : QuarantinedText.LineOf(kept));
                unreadable |= kept.Header is null;
                count++;
            }
        }

        if (!asJson)
        {
            await output.WriteLineAsync($"{count} kept");
        }

        return unreadable ? ExitCode.Problem : ExitCode.Done;
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

    /// <summary>A fixed word.</summary>
    public string Problem => IsUnreadable ? OddItem.Unreadable : "NoHeader";

    /// <returns>Null if it was replayed or deleted in the meantime.</returns>
    public static async Task<QuarantinedFacts?> ReadAsync(IPayloadStore bodies, StoredPayload body, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadHeaderAsync(bodies, body, now, cancellationToken);
        }
        catch (Exception odd) when (OddItem.IsReason(odd))
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
internal static class OddItem
{
    public const string Unreadable = "Unreadable";

    /// <summary>Whether the failure is one of this item, so that the command goes on with the others.</summary>
    public static bool IsReason(Exception failure) => failure is IOException or UnauthorizedAccessException;
}

/// <summary>A quarantined delivery as a line, for people or for scripts.</summary>
internal static class QuarantinedText
{
    public static string LineOf(QuarantinedFacts kept) => kept is { Header: { } header, Age: { } age }
        ? $"{PlainText.Of(kept.Name)}  {Rfc3339.Format(header.ReceivedAt)}  {PlainText.Of(header.Reason)}  {kept.BodyLength} bytes  {DurationText.Format(age)} old"
        : $"{PlainText.Of(kept.Name)}  {kept.Problem}";

    public static string JsonOf(QuarantinedFacts kept)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("name", kept.Name);
            json.WriteString("receivedAt", kept.Header is { } header ? Rfc3339.Format(header.ReceivedAt) : null);
            json.WriteString("reason", kept.Header?.Reason ?? kept.Problem);
            json.WriteNumber("bytes", kept.BodyLength);
            if (kept.Age is { } age)
            {
                json.WriteNumber("ageSeconds", (long)age.TotalSeconds);
            }

            json.WriteString("resource", kept.Header?.Resource);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
