using HumanosFunctions.Bodies;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Publishing;
using HumanosFunctions.Quarantine;
using System.Text;
using System.Text.Json;

namespace HumanosFunctions.Cli.Quarantine;

/// <summary>One line a delivery and, for people, how many there are.</summary>
internal sealed class ListQuarantined(IBodyStore bodies, TextWriter output, TimeProvider time, bool asJson)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        int count = 0;
        await foreach (StoredBody body in bodies.ListAsync(BodyContainer.Quarantine, cancellationToken))
        {
            if (await QuarantinedFacts.ReadAsync(bodies, body, time.GetUtcNow(), cancellationToken) is { } kept)
            {
                await output.WriteLineAsync(asJson ? QuarantinedText.JsonOf(kept) : QuarantinedText.LineOf(kept));
                count++;
            }
        }

        if (!asJson)
        {
            await output.WriteLineAsync($"{count} kept");
        }

        return ExitCode.Done;
    }
}

/// <summary>What a kept delivery says of itself, without its body.</summary>
/// <param name="Name">What the other commands take.</param>
/// <param name="Header">Null where it does not begin with one.</param>
/// <param name="BodyLength">Without a header, of all that is kept.</param>
/// <param name="Age">Null where the header does not tell.</param>
internal sealed record QuarantinedFacts(string Name, QuarantineHeader? Header, long BodyLength, TimeSpan? Age)
{
    /// <returns>Null where it has just been replayed or deleted.</returns>
    public static async Task<QuarantinedFacts?> ReadAsync(IBodyStore bodies, StoredBody body, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using Stream? stream = await bodies.OpenAsync(BodyContainer.Quarantine, body.Name, cancellationToken);
        if (stream is null)
        {
            return null;
        }

        return await QuarantineHeader.ReadAsync(stream, cancellationToken) is { } read
            ? new QuarantinedFacts(body.Name, read.Header, body.Length - read.Length, now - read.Header.ReceivedAt)
            : new QuarantinedFacts(body.Name, Header: null, body.Length, Age: null);
    }
}

/// <summary>A kept delivery as a line: for people, or for scripts.</summary>
internal static class QuarantinedText
{
    public static string LineOf(QuarantinedFacts kept) => kept is { Header: { } header, Age: { } age }
        ? $"{PlainText.Of(kept.Name)}  {Rfc3339.Format(header.ReceivedAt)}  {PlainText.Of(header.Reason)}  {kept.BodyLength} bytes  {DurationText.Format(age)} old"
        : $"{PlainText.Of(kept.Name)}  NoHeader";

    public static string JsonOf(QuarantinedFacts kept)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("name", kept.Name);
            json.WriteString("receivedAt", kept.Header is { } header ? Rfc3339.Format(header.ReceivedAt) : null);
            json.WriteString("reason", kept.Header?.Reason ?? "NoHeader");
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
