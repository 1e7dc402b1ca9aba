using System.Text;
using System.Text.Json;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.Quarantine;

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
