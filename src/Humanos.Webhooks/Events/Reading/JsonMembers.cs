using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>
/// The members of one object. It tracks which members were read. If a member has the wrong kind of value, the read returns null, adds
/// a problem, and leaves the member unread. A null value counts as absent.
/// </summary>
internal sealed class JsonMembers
{
    private readonly Dictionary<string, JsonValue> _values = [];
    private readonly HashSet<string> _read = [];
    private readonly Dictionary<string, IReadOnlyList<JsonMembers>> _inner = [];
    private readonly List<UnknownMember> _unusable = [];
    private readonly string _path;
    private readonly ProblemList _problems;

    internal JsonMembers(JsonValue value, string path, ProblemList problems)
    {
        (Json, _path, _problems) = (value.Text, path, problems);
        value.Members().ForEach(member => _values[member.Name] = member.Value);
    }

    internal ReadOnlyMemory<byte> Json { get; }

    internal bool Has(string name) => _values.TryGetValue(name, out JsonValue value) && value.Type != JsonTokenType.Null;

    /// <summary>The kind of the value; <see cref="JsonTokenType.None"/> if it is absent.</summary>
    internal JsonTokenType KindOf(string name) => Has(name) ? _values[name].Type : JsonTokenType.None;

    /// <summary>Whether the member is a value of this kind, or an array whose items are all of this kind or null.</summary>
    internal bool HoldsOnly(string name, JsonTokenType kind) =>
        Has(name) && JsonItems.Of(_values[name], JsonPath.Root).Select(item => item.Item.Type).ToArray() is { Length: > 0 } kinds && kinds.All(each => each == kind);

    /// <summary>Reads a single value with a function that returns null for values that are not valid.</summary>
    internal T? Read<T>(string name, Func<JsonValue, T?> read, string problem)
    {
        T? result = Has(name) ? read(_values[name]) : default;
        if (result is null && Has(name))
        {
            AddProblem(name, problem);
        }
        else
        {
            _read.Add(name);
        }

        return result;
    }

    /// <summary>Whether a function can read the member. The member is not marked as read.</summary>
    internal bool CanRead<T>(string name, Func<JsonValue, T?> read) => Has(name) && read(_values[name]) is not null;

    /// <summary>Reads a member without marking it as read.</summary>
    internal string? Peek(string name, Func<JsonValue, string?> read) => Has(name) ? read(_values[name]) : null;

    internal void AddProblem(string name, string problem) => _problems.Add(JsonPath.Member(_path, name), problem);

    internal JsonMembers? Object(string name)
    {
        bool isObject = Has(name) && _values[name].Type == JsonTokenType.StartObject;
        if (Has(name) && !isObject)
        {
            AddProblem(name, EventProblem.NoObject);
        }

        return isObject ? Objects(name)[0] : null;
    }

    /// <summary>The objects of an array, of nested arrays, or a single object. Every call returns the same objects.</summary>
    internal IReadOnlyList<JsonMembers> Objects(string name) => _inner.TryGetValue(name, out IReadOnlyList<JsonMembers>? objects)
        ? objects
        : _inner[name] = Items(name, AsMembers, EventProblem.NoObject);

    /// <summary>The texts of an array, or a single text. Read it only once.</summary>
    internal IReadOnlyList<string> Texts(string name) => Items(name, (item, _) => JsonScalar.Text(item), EventProblem.NoText);

    /// <summary>The members that were not read, at any depth.</summary>
    internal IEnumerable<UnknownMember> Unread() => _values.Keys.SelectMany(Unread).Concat(_unusable);

    private IEnumerable<UnknownMember> Unread(string name) =>
        _inner.TryGetValue(name, out IReadOnlyList<JsonMembers>? objects) ? objects.SelectMany(inner => inner.Unread())
        : _read.Contains(name) ? []
        : [new UnknownMember(JsonPath.Member(_path, name), _values[name].Text)];

    private List<T> Items<T>(string name, Func<JsonValue, string, T?> read, string problem)
        where T : class
    {
        _read.Add(name);
        List<T> usable = [];
        foreach ((string path, JsonValue item) in Has(name) ? JsonItems.Of(_values[name], JsonPath.Member(_path, name)) : [])
        {
            if (read(item, path) is { } value)
            {
                usable.Add(value);
            }
            else
            {
                _problems.Add(path, problem);
                _unusable.Add(new UnknownMember(path, item.Text));
            }
        }

        return usable;
    }

    private JsonMembers? AsMembers(JsonValue item, string path) =>
        item.Type == JsonTokenType.StartObject ? new JsonMembers(item, path, _problems) : null;
}

/// <summary>Reads texts and flags.</summary>
internal static class ScalarMembers
{
    internal static string? Text(this JsonMembers members, string name) => members.Read(name, JsonScalar.Text, EventProblem.NoText);

    internal static bool? Flag(this JsonMembers members, string name) => members.Read(name, JsonScalar.Flag, EventProblem.NoFlag);

    /// <summary>The first text that is not blank. The other members stay unread.</summary>
    internal static string? FirstText(this JsonMembers members, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (!members.CanRead(name, Blank) && members.Text(name) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>An opaque id: the first that is not blank, or else the first that is present. No member is marked as read.</summary>
    internal static string? FirstId(this JsonMembers members, params ReadOnlySpan<string> names)
    {
        string? blank = null;
        foreach (string name in names)
        {
            string? id = members.Peek(name, JsonScalar.Id);
            if (!string.IsNullOrWhiteSpace(id))
            {
                return id;
            }

            blank ??= id;
        }

        return blank;
    }

    private static string? Blank(JsonValue value) =>
        JsonScalar.Text(value) is { } text && string.IsNullOrWhiteSpace(text) ? text : null;
}

/// <summary>Builds JSON paths (RFC 9535).</summary>
internal static class JsonPath
{
    internal const string Root = "$";

    internal static string Member(string path, string name) =>
        IsPlain(name) ? $"{path}.{name}" : $"{path}['{name.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}']";

    internal static string Item(string path, int index) => $"{path}[{index}]";

    private static bool IsPlain(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
}

/// <summary>Collects the problems of one event. A problem is listed once, even if its member is read several times.</summary>
internal sealed class ProblemList
{
    private readonly HashSet<EventProblem> _known = [];
    private readonly List<EventProblem> _inOrder = [];

    internal IReadOnlyList<EventProblem> All => _inOrder;

    internal void Add(string path, string reason)
    {
        var problem = new EventProblem(path, reason);
        if (_known.Add(problem))
        {
            _inOrder.Add(problem);
        }
    }
}
