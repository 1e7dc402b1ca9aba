using System.Text.Json;
using System.Xml;

namespace LocalServiceBus.Topology;

/// <summary>A JSON value that knows its path, so that every complaint can say where.</summary>
internal readonly record struct ConfigElement(JsonElement? Value, string Path)
{
    public bool IsPresent => Value is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) };

    public ConfigElement this[string name] => new(Property(name), Path.Length == 0 ? name : $"{Path}.{name}");

    public IEnumerable<ConfigElement> Items()
    {
        JsonElement? value = Expect(JsonValueKind.Array, "an array");
        string path = Path;
        return value is { } array
            ? array.EnumerateArray().Select((item, index) => new ConfigElement(item, $"{path}[{index}]"))
            : [];
    }

    public IEnumerable<string> Names() =>
        Expect(JsonValueKind.Object, "an object") is { } value ? value.EnumerateObject().Select(property => property.Name) : [];

    public string RequiredText() =>
        Text() is { Length: > 0 } text ? text : throw Invalid("is required");

    public string? Text() => Expect(JsonValueKind.String, "a text")?.GetString();

    public bool Flag(bool otherwise)
    {
        if (!IsPresent)
        {
            return otherwise;
        }

        return Value!.Value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Invalid("must be true or false"),
        };
    }

    public int Number(int otherwise)
    {
        if (Expect(JsonValueKind.Number, "a number") is not { } value)
        {
            return otherwise;
        }

        return value.TryGetInt32(out int number) && number > 0 ? number : throw Invalid("must be a whole number above 0");
    }

    public TimeSpan Duration(TimeSpan otherwise)
    {
        if (Text() is not { } text)
        {
            return otherwise;
        }

        try
        {
            TimeSpan duration = XmlConvert.ToTimeSpan(text);
            return duration > TimeSpan.Zero ? duration : throw Invalid("must be longer than zero");
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw Invalid("must be an ISO 8601 duration such as PT1M");
        }
    }

    public InvalidDataException Invalid(string problem) => new($"{Path} {problem}.");

    private JsonElement? Property(string name)
    {
        JsonElement? value = Expect(JsonValueKind.Object, "an object");
        return value is { } element && element.TryGetProperty(name, out JsonElement property) ? property : null;
    }

    private JsonElement? Expect(JsonValueKind kind, string what)
    {
        if (!IsPresent)
        {
            return null;
        }

        return Value!.Value.ValueKind == kind ? Value : throw Invalid($"must be {what}");
    }
}
