using HumanosFunctions.Archive;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.Archive;

/// <summary>Shows one event with all its properties. An event that was accepted again in a later hour has several objects.</summary>
internal sealed class ShowArchived(EventArchive archive, TextWriter output, TextWriter error, bool asJson, bool withPayload)
{
    public async Task<int> RunAsync(string id, CancellationToken cancellationToken)
    {
        string beginning = new ArchiveFilter(null, null, null, null, null, id).IdBeginning;
        List<string> names = await archive.NamesAsync(null, null, beginning, cancellationToken).ToListAsync(cancellationToken);
        if (ShortId.Resolve("event", beginning, names.Select(IdOf)) is not { } found)
        {
            await error.WriteLineAsync($"The archive has no event {PlainText.Of(id)}.");
            return ExitCode.Problem;
        }

        int exitCode = ExitCode.Done;
        foreach (string name in names.Where(name => IdOf(name) == found).Order(StringComparer.Ordinal))
        {
            ArchiveReading reading = await archive.ReadAsync(name, cancellationToken);
            if (reading is ArchiveReading.Found { Event: var archived })
            {
                await (asJson ? output.WriteLineAsync(ArchivedText.JsonOf(archived, withPayload, withProperties: true)) : WriteAsync(archived));
                continue;
            }

            await output.WriteLineAsync(ArchivedText.ProblemOf(reading, asJson));
            exitCode = ExitCode.Problem;
        }

        return exitCode;
    }

    private async Task WriteAsync(ArchivedEvent archived)
    {
        ArchiveHeader header = archived.Header;
        await output.WriteLineAsync($"object: {archived.Name}");
        await output.WriteLineAsync($"received: {Rfc3339.Format(header.ReceivedAt)}");
        await output.WriteLineAsync($"enqueued: {Rfc3339.Format(header.EnqueuedAt)}");
        await output.WriteLineAsync($"message id: {PlainText.Of(header.MessageId)}");
        await output.WriteLineAsync($"subject: {PlainText.Of(header.Subject)}");
        await output.WriteLineAsync($"correlation id: {PlainText.Of(header.CorrelationId)}");
        await output.WriteLineAsync($"content type: {PlainText.Of(header.ContentType)}");
        await output.WriteLineAsync($"body: {header.BodyLength} bytes, sha256 {header.BodySha256}");
        foreach ((string name, object value) in header.Properties.OrderBy(property => property.Key, StringComparer.Ordinal))
        {
            await output.WriteLineAsync($"  {PlainText.Of(name)}: {PlainText.Of(ArchivedText.TextOf(value))}");
        }

        if (withPayload)
        {
            await output.WriteLineAsync(PlainText.OfLines(System.Text.Encoding.UTF8.GetString(archived.Body.Span)));
        }
    }

    private static string IdOf(string name) => name[(name.LastIndexOf('/') + 1)..];
}
