namespace Humanos.Webhooks;

/// <summary>Reads the data items of a credential and their nested items.</summary>
internal static class DataReader
{
    // Published examples contain only empty "fields". The limit prevents a stack overflow from a malicious payload.
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

/// <summary>Reads an item of v0-process: a document, a consent, or a form.</summary>
internal static class ItemReader
{
    internal static CredentialDecision Read(JsonMembers item, CredentialKind? kind, CredentialAction? action, EventTime? time) => new()
    {
        Id = item.Text("itemId"),
        InternalId = item.Text("internalId"),
        ResourceId = item.FirstText("documentId", "consentId", "formId"),
        Name = item.FirstText("documentName", "consentName"),
        Kind = kind,
        Action = CredentialAction.FromRejected(item.Flag("rejected")) ?? action,
        DecidedAt = item.Time("decisionDate", TimeSource.DecisionDate) ?? time,
        Answers = [.. item.Objects("submittedFields").Select(ReadAnswer)],
        Text = item.Text("text"),
        Link = item.Text("link"),
        Required = item.Flag("required"),
        Hash = item.Text("hash"),
        Signature = item.Text("signature"),
        Reason = item.Text("reason"),
        Json = item.Json,
        UnknownMembers = item.Unread(),
    };

    private static FormAnswer ReadAnswer(JsonMembers field)
    {
        JsonMembers? answer = field.Object("answer");
        return new FormAnswer
        {
            Question = field.Text("question"),
            Type = answer?.Text("type"),
            Text = answer?.Read("text", JsonScalar.AnyText, EventProblem.NoScalar),
        };
    }
}
