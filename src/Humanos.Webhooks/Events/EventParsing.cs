namespace Humanos.Webhooks;

/// <summary>What <see cref="HumanosEvent.Parse"/> made of a text: <see cref="Parsed"/> or <see cref="Malformed"/>, nothing else.</summary>
public abstract record EventParsing
{
    internal const string NotJson = "The text is not well-formed JSON.";
    internal const string NotAnObject = "The value is not an object.";

    private EventParsing()
    {
    }

    /// <summary>The text is a JSON object, and therefore an event, be it an unknown one.</summary>
    /// <param name="Event">The event; what could not be read of it is among its problems.</param>
    public sealed record Parsed(HumanosEvent Event) : EventParsing;

    /// <summary>The text is not one well-formed JSON object.</summary>
    /// <param name="Path">Where, as a JSON path.</param>
    /// <param name="Reason">A fixed sentence, without content of the text.</param>
    public sealed record Malformed(string Path, string Reason) : EventParsing;
}
