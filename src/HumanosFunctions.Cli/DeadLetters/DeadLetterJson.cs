using System.Text;
using System.Text.Json;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>Dead letters as one JSON object a line, for scripts.</summary>
internal static class DeadLetterJson
{
    public static string LineOf(DeadLetterFacts deadLetter)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("entity", deadLetter.Entity);
            json.WriteNumber("sequenceNumber", deadLetter.SequenceNumber);
            json.WriteString("reason", deadLetter.Reason);
            json.WriteString("cause", deadLetter.Cause);
            json.WriteString("enqueuedAt", Rfc3339.Format(deadLetter.EnqueuedAt));
            json.WriteNumber("ageSeconds", (long)deadLetter.Age.TotalSeconds);
            json.WriteString("eventType", deadLetter.EventType);
            json.WriteString("eventId", deadLetter.EventId);
            json.WriteString("requestId", deadLetter.RequestId);
            json.WriteNumber("attempts", deadLetter.Attempts);
            json.WriteNumber("deliveryCount", deadLetter.DeliveryCount);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
