using System.Globalization;
using System.Text.Json;

namespace HumanosFunctions.Cli.Evidence;

/// <summary>Writes the fields of a consent record, and remembers which of them are absent.</summary>
internal sealed class ConsentFields(Utf8JsonWriter json)
{
    private readonly List<string> _absent = [];
    private string _section = "";

    public void Section(string name, Action members)
    {
        _section = name;
        json.WriteStartObject(name);
        members();
        json.WriteEndObject();
    }

    /// <summary>A section that is a list of objects.</summary>
    public void List(string name, IReadOnlyList<Action> items)
    {
        json.WriteStartArray(name);
        foreach ((int index, Action members) in items.Index())
        {
            _section = string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]");
            json.WriteStartObject();
            members();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public void Write(string name, string? value)
    {
        string? held = string.IsNullOrEmpty(value) ? null : value;
        json.WriteString(name, held);
        if (held is null)
        {
            _absent.Add($"{_section}.{name}");
        }
    }

    /// <summary>Fields that no event holds.</summary>
    public void WriteAbsent(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            Write(name, null);
        }
    }

    /// <summary>A field that is a list of objects, each with one member.</summary>
    public void Write(string name, string member, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            Write(name, null);
            return;
        }

        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStartObject();
            json.WriteString(member, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>What the specification has no field for, as far as it is held.</summary>
    public void Extension(params ReadOnlySpan<(string Name, string? Value)> members)
    {
        json.WriteStartObject("extension");
        foreach ((string name, string? value) in members)
        {
            if (!string.IsNullOrEmpty(value))
            {
                json.WriteString(name, value);
            }
        }

        json.WriteEndObject();
    }

    public void WriteListOfAbsent()
    {
        json.WriteStartArray("absent");
        foreach (string field in _absent)
        {
            json.WriteStringValue(field);
        }

        json.WriteEndArray();
    }
}
