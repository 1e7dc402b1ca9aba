namespace Humanos.Webhooks;

/// <summary>Reads the statements of a credential and those inside them.</summary>
internal static class DataReader
{
    // Published are empty "fields" only; the limit keeps a hostile payload off the stack.
    private const int Levels = 16;

    internal static IReadOnlyList<DataItem> Read(JsonMembers owner, string name) => Read(owner, name, Levels);

    private static IReadOnlyList<DataItem> Read(JsonMembers owner, string name, int levels)
    {
        if (levels == 0 && owner.Has(name))
        {
            owner.AddProblem(name, EventProblem.TooDeep);
            return [];
        }

        return [.. owner.Objects(name).Select(item => ReadItem(item, levels))];
    }

    private static DataItem ReadItem(JsonMembers item, int levels) => new()
    {
        Label = item.Text("label"),
        Type = item.Text("type"),
        Value = item.Read("value", JsonScalar.AnyText, EventProblem.NoScalar),
        Hash = item.Text("hash"),
        Hidden = item.Flag("hidden"),
        Fields = Read(item, "fields", levels - 1),
    };
}
