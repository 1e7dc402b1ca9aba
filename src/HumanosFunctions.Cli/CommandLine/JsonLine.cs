using System.Text;
using System.Text.Json;

namespace HumanosFunctions.Cli.CommandLine;

/// <summary>Writes output for scripts: a JSON object on one line. Text outside ASCII is escaped, so it cannot affect a terminal.</summary>
internal static class JsonLine
{
    public static string Of(Action<Utf8JsonWriter> writeMembers)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
