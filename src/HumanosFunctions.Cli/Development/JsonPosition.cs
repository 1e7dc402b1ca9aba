using System.Text.Json;

namespace HumanosFunctions.Cli.Development;

/// <summary>Says where a file stops being JSON, without quoting it: settings files hold secrets.</summary>
internal static class JsonPosition
{
    public static string Describe(string file, Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is JsonException { LineNumber: { } line, BytePositionInLine: { } column })
            {
                return $"{file} is not valid JSON at line {line + 1}, position {column + 1}.";
            }
        }

        return $"{file} is not a valid JSON object.";
    }
}
