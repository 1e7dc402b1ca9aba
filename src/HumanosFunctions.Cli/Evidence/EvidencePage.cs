using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Publishing;
using HumanosFunctions.Requests;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Cli.Evidence;

/// <summary>
/// Writes the evidence as one page that prints well. It has no script, no link and nothing that a browser loads, and all text of events appears as
/// text: what a terminal would execute or a browser would reorder is visible as escapes.
/// </summary>
internal sealed class EvidencePage(TextWriter html) : IAsyncDisposable
{
    public const string Name = "evidence.html";

    private const string Head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="referrer" content="no-referrer">
        <title>Evidence of consent decisions</title>
        <style>
        @page { size: A4; margin: 18mm 15mm; }
        body { font: 10pt/1.4 sans-serif; color: #111; max-width: 190mm; margin: 0 auto; padding: 1em; }
        h1 { font-size: 18pt; } h2 { font-size: 14pt; border-top: 2px solid #111; padding-top: .5em; } h3 { font-size: 11pt; margin-bottom: .3em; }
        h2, h3, h4 { break-after: avoid; } h4 { font-size: 9pt; margin: .6em 0 .2em; text-transform: uppercase; letter-spacing: .04em; color: #444; }
        table { border-collapse: collapse; width: 100%; table-layout: fixed; margin-bottom: .5em; }
        th, td { text-align: left; vertical-align: top; padding: 2px 6px; border: 1px solid #bbb; overflow-wrap: anywhere; white-space: pre-wrap; unicode-bidi: isolate; }
        th { background: #f0f0f0; font-weight: 600; width: 28%; } thead { display: table-header-group; } tr { break-inside: avoid; }
        .all th { width: auto; } .small { font-size: 8pt; } .problem { border: 2px solid #a00; padding: .5em; break-inside: avoid; }
        section.request + section.request { break-before: page; }
        @media print { body { padding: 0; max-width: none; } }
        </style>
        </head>
        <body>
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public async Task BeginAsync(EvidenceSelection selection, DateTimeOffset createdAt)
    {
        await html.WriteLineAsync(Head);
        await html.WriteLineAsync("<h1>Evidence of consent decisions</h1>");
        await TableAsync(
        [
            new Fact("Created", Rfc3339.Format(createdAt)),
            new Fact("Events received from", selection.From is { } from ? Rfc3339.Format(from) : "the beginning"),
            new Fact("Events received before", selection.To is { } to ? Rfc3339.Format(to) : "now"),
            new Fact("Files and hashes", $"{EvidenceManifest.Name} and {EvidenceManifest.Sums}"),
        ]);
    }

    public async Task WriteAsync(RequestEvidence evidence)
    {
        await html.WriteLineAsync($"<section class=\"request\"><h2>Request {Text(evidence.RequestId)}</h2>");
        await TableAsync(
        [
            new Fact("Events", evidence.Events.Count.ToString(CultureInfo.InvariantCulture)),
            new Fact("Received", evidence.Period ?? "none"),
            new Fact("Files", RequestEvidence.FolderOf(evidence.RequestId)),
        ]);
        await ProblemsAsync(evidence.Problems);
        await StateAsync(evidence);
        await DecisionsAsync(evidence.Decisions);
        await EventsAsync(evidence.Events);
        await html.WriteLineAsync("</section>");
    }

    public async Task EndAsync(IReadOnlyList<string> problems)
    {
        await html.WriteLineAsync("<section><h2>Problems of this export</h2>");
        await (problems.Count == 0 ? html.WriteLineAsync("<p>None.</p>") : ProblemsAsync(problems));
        await html.WriteLineAsync("</section>\n</body>\n</html>");
    }

    public ValueTask DisposeAsync() => html.DisposeAsync();

    private async Task StateAsync(RequestEvidence evidence)
    {
        if (evidence.Rows.Count == 0)
        {
            await html.WriteLineAsync("<h3>State</h3><p>Nothing is stored for this request.</p>");
            return;
        }

        using JsonDocument state = JsonDocument.Parse(Written(evidence));
        foreach (JsonProperty part in state.RootElement.EnumerateObject().Where(part => part.Value.ValueKind == JsonValueKind.Array && part.Name != "events" && part.Value.GetArrayLength() > 0))
        {
            await html.WriteLineAsync($"<h3>State: {Text(part.Name)}</h3>");
            foreach (JsonElement item in part.Value.EnumerateArray())
            {
                await TableAsync(FactsOf(item));
            }
        }
    }

    private static byte[] Written(RequestEvidence evidence)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            RequestDocument.Write(json, evidence.RequestId, evidence.Rows);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static IEnumerable<Fact> FactsOf(JsonElement item) => item.EnumerateObject().SelectMany(member => member.Value.ValueKind switch
    {
        JsonValueKind.Array => member.Value.EnumerateArray().Select((inner, at) => new Fact($"{member.Name} {at + 1}", OneLine(inner))),
        JsonValueKind.Object => [new Fact(member.Name, OneLine(member.Value))],
        _ => [new Fact(member.Name, TextOf(member.Value))],
    });

    private static string OneLine(JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? string.Join("\n", value.EnumerateObject().Select(member => $"{member.Name}: {TextOf(member.Value)}"))
        : TextOf(value);

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private async Task DecisionsAsync(IReadOnlyList<EvidenceDecision> decisions)
    {
        foreach ((int index, EvidenceDecision decision) in decisions.Index())
        {
            await html.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"<h3>Decision {index + 1}: {Text(decision.Title)}</h3>"));
            await html.WriteLineAsync($"<p class=\"small\">Event {Text(decision.Event.Header.EventId)}</p>");
            foreach (FactGroup group in decision.Groups)
            {
                await html.WriteLineAsync($"<h4>{Text(group.Name)}</h4>");
                foreach (IReadOnlyList<Fact> item in group.Items)
                {
                    await TableAsync(item);
                }
            }
        }
    }

    private async Task EventsAsync(IReadOnlyList<EvidenceEvent> events)
    {
        await html.WriteLineAsync("<h3>Events as received</h3>");
        foreach ((int index, EvidenceEvent one) in events.Index())
        {
            await html.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"<h4>Event {index + 1}</h4>"));
            await TableAsync(
            [
                new Fact("Type", one.Header.Text(EventProperties.Type) ?? "none"),
                new Fact("Version", one.Header.Text(EventProperties.ApiVersion) ?? "none"),
                new Fact("Issuer", one.Header.Text(EventProperties.Source) ?? "none"),
                new Fact("Understood", one.IsUnderstood ? "yes" : "no: this event has no effect on the state"),
                new Fact("Occurred", one.OccurredAt ?? "not held"),
                new Fact("Signed", one.SignedAt ?? "not held: an earlier version archived the event"),
                new Fact("Received", Rfc3339.Format(one.Header.ReceivedAt)),
                new Fact("Event id", one.Header.EventId),
                new Fact("SHA-256", one.Header.BodySha256),
                new Fact("Bytes", one.Header.BodyLength.ToString(CultureInfo.InvariantCulture)),
                new Fact("File", one.File),
            ]);
        }
    }

    private async Task ProblemsAsync(IReadOnlyList<string> problems)
    {
        foreach (string problem in problems)
        {
            await html.WriteLineAsync($"<p class=\"problem\">{Text(problem)}</p>");
        }
    }

    private async Task TableAsync(IEnumerable<Fact> facts)
    {
        await html.WriteLineAsync("<table><tbody>");
        foreach (Fact fact in facts)
        {
            await html.WriteLineAsync($"<tr><th scope=\"row\">{Text(fact.Name)}</th><td>{Text(fact.Value)}</td></tr>");
        }

        await html.WriteLineAsync("</tbody></table>");
    }

    private static string Text(string text) => Encoder.Encode(PlainText.OfLines(text));
}
