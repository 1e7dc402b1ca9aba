using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>
/// The members of one object. It tracks which members were read. If a member has the wrong kind of value, the read returns null, adds
/// a problem, and leaves the member unread. A null value counts as absent.
/// </summary>
internal sealed class JsonMembers
{
    private readonly Dictionary<string, Member> _members = [];
    private readonly string _path;
    private readonly ProblemList _problems;
    private List<UnknownMember>? _unusable;

    internal JsonMembers(JsonValue value, string path, ProblemList problems)
    {
        (Json, _path, _problems) = (value.Text, path, problems);
        value.ForEachMember((name, member) => _members[name] = new Member(member));
    }

    internal ReadOnlyMemory<byte> Json { get; }

    internal bool Has(string name) => Find(name, out _);

    /// <summary>The kind of the value; <see cref="JsonTokenType.None"/> if it is absent.</summary>
    internal JsonTokenType KindOf(string name) => Find(name, out JsonValue value) ? value.Type : JsonTokenType.None;

    /// <summary>Whether the member is a value of this kind, or an array whose items are all of this kind or null.</summary>
    internal bool HoldsOnly(string name, JsonTokenType kind) =>
        Find(name, out JsonValue value)
        && (value.Type == kind
            || (value.Type == JsonTokenType.StartArray && JsonItems.Of(value, JsonPath.Root) is { Count: > 0 } items && items.All(each => each.Item.Type == kind)));

    /// <summary>Reads a single value with a function that returns null for values that are not valid.</summary>
    internal T? Read<T>(string name, Func<JsonValue, T?> read, string problem)
    {
        if (!Find(name, out JsonValue value))
        {
            MarkRead(name);
            return default;
        }

        T? result = read(value);
        if (result is null)
        {
            AddProblem(name, problem);
        }
        else
        {
            MarkRead(name);
        }

        return result;
    }

    /// <summary>Whether a function can read the member. The member is not marked as read.</summary>
    internal bool CanRead<T>(string name, Func<JsonValue, T?> read) => Find(name, out JsonValue value) && read(value) is not null;

    /// <summary>Reads a member without marking it as read.</summary>
    internal string? Peek(string name, Func<JsonValue, string?> read) => Find(name, out JsonValue value) ? read(value) : null;

    internal void AddProblem(string name, string problem) => _problems.Add(JsonPath.Member(_path, name), problem);

    internal JsonMembers? Object(string name)
    {
        JsonTokenType kind = KindOf(name);
        if (kind is not (JsonTokenType.None or JsonTokenType.StartObject))
        {
            AddProblem(name, EventProblem.NoObject);
        }

        return kind == JsonTokenType.StartObject ? Objects(name)[0] : null;
    }

    /// <summary>The objects of an array, of nested arrays, or a single object. Every call returns the same objects.</summary>
    internal IReadOnlyList<JsonMembers> Objects(string name)
    {
        if (!_members.TryGetValue(name, out Member member))
        {
            return [];
        }

        if (member.Inner is { } known)
        {
            return known;
        }

        List<JsonMembers> objects = Items(name, AsMembers, EventProblem.NoObject);
        CollectionsMarshal.GetValueRefOrNullRef(_members, name).Inner = objects;
        return objects;
    }

    /// <summary>The texts of an array, or a single text. Read it only once.</summary>
    internal IReadOnlyList<string> Texts(string name) => Items(name, (item, _) => JsonScalar.Text(item), EventProblem.NoText);

    /// <summary>The members that were not read, at any depth.</summary>
    internal IReadOnlyList<UnknownMember> Unread()
    {
        List<UnknownMember> unread = [];
        AddUnreadTo(unread);
        return unread.AsReadOnly();
    }

    private void AddUnreadTo(List<UnknownMember> unread)
    {
        foreach ((string name, Member member) in _members)
        {
            if (member.Inner is { } objects)
            {
                foreach (JsonMembers inner in objects)
                {
                    inner.AddUnreadTo(unread);
                }
            }
            else if (!member.IsRead)
            {
                unread.Add(new UnknownMember(JsonPath.Member(_path, name), member.Value.Text));
            }
        }

        unread.AddRange(_unusable ?? []);
    }

    private bool Find(string name, out JsonValue value)
    {
        bool found = _members.TryGetValue(name, out Member member) && member.Value.Type != JsonTokenType.Null;
        value = member.Value;
        return found;
    }

    private void MarkRead(string name)
    {
        ref Member member = ref CollectionsMarshal.GetValueRefOrNullRef(_members, name);
        if (!Unsafe.IsNullRef(ref member))
        {
            member.IsRead = true;
        }
    }

    private List<T> Items<T>(string name, Func<JsonValue, string, T?> read, string problem)
        where T : class
    {
        MarkRead(name);
        List<T> usable = [];
        foreach ((string path, JsonValue item) in Find(name, out JsonValue value) ? JsonItems.Of(value, JsonPath.Member(_path, name)) : [])
        {
            if (read(item, path) is { } one)
            {
                usable.Add(one);
            }
            else
            {
                _problems.Add(path, problem);
                (_unusable ??= []).Add(new UnknownMember(path, item.Text));
            }
        }

        return usable;
    }

    private JsonMembers? AsMembers(JsonValue item, string path) =>
        item.Type == JsonTokenType.StartObject ? new JsonMembers(item, path, _problems) : null;

    private record struct Member(JsonValue Value)
    {
        public bool IsRead { get; set; }

        /// <summary>The objects of the value, if they were asked for.</summary>
        public IReadOnlyList<JsonMembers>? Inner { get; set; }
    }
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

/// <summary>Collects the problems of one event. A problem is listed once, even if its member is read several times.</summary>
internal sealed class ProblemList
{
    private readonly List<EventProblem> _inOrder = [];

    // Most events have no problems.
    private HashSet<EventProblem>? _known;

    internal IReadOnlyList<EventProblem> All => _inOrder;

    internal void Add(string path, string reason)
    {
        var problem = new EventProblem(path, reason);
        _known ??= [];
        if (_known.Add(problem))
        {
            _inOrder.Add(problem);
        }
    }
}
