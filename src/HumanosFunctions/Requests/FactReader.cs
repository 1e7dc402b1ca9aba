using System.Text.Json;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Requests;

/// <summary>Reads the facts about credentials from the rows of a request, including rows of earlier versions.</summary>
internal static class FactReader
{
    public static IEnumerable<CredentialFact> Read(IReadOnlyList<StateRow> rows)
    {
        foreach (StateRow row in rows.Where(row => row.Kind == RowKinds.CredentialFact))
        {
            JsonElement members = Parse(row);
            yield return new CredentialFact(
                Keys(members), members, [.. members.GetProperty("decisions").EnumerateArray().Select((item, at) => Decision(item, Keys(item), row, at))], Order(members, row));
        }

        ILookup<string, StateRow> earlier = rows.Where(row => row.Kind == RowKinds.Decision).ToLookup(row => StateKey.CredentialOf(row.Key));
        foreach (StateRow row in rows.Where(row => row.Kind == RowKinds.Credential))
        {
            JsonElement members = Parse(row);
            yield return new CredentialFact(
                CredentialKey.OfEarlier(Text(members, "id"), Text(members, "internalId"), row.Key, row.EventId),
                members,
                [.. earlier[row.Key].Select(EarlierDecision)],
                Order(members, row));
        }
    }

    public static string? Text(JsonElement members, string name) =>
        members.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static FactOrder Order(JsonElement members, StateRow row) =>
        new(row.OccurredAt.UtcTicks, Stage.OfStatus(Text(members, "status")), row);

    private static DecisionFact Decision(JsonElement members, IReadOnlyList<string> keys, StateRow row, int position)
    {
        long ticks = members.TryGetProperty("decidedTicks", out JsonElement decided) ? decided.GetInt64() : row.OccurredAt.UtcTicks;
        return new DecisionFact(keys, members, new FactOrder(ticks, Stage.OfAction(Text(members, "action")), row, position), row);
    }

    // The row key ends with the id of the decision, of the user, or of the event.
    private static DecisionFact EarlierDecision(StateRow row)
    {
        JsonElement members = Parse(row);
        string grantor = StateKey.GrantorOf(row.Key);
        string? user = Text(members, "user");
        List<string> keys = [];
        if (user is not null)
        {
            keys.Add(GrantorKey.Of(GrantorKey.User, user));
        }

        if (grantor != user)
        {
            keys.Add(GrantorKey.Of(grantor.StartsWith(row.EventId, StringComparison.Ordinal) ? GrantorKey.Position : GrantorKey.Decision, grantor));
        }

        return Decision(members, keys, row, position: 0);
    }

    private static IReadOnlyList<string> Keys(JsonElement members) =>
        [.. members.GetProperty("keys").EnumerateArray().Select(key => key.GetString()!)];

    private static JsonElement Parse(StateRow row) => JsonSerializer.Deserialize<JsonElement>(row.Content.Span);
}
