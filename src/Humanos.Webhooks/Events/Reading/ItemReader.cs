namespace Humanos.Webhooks;

/// <summary>Reads an item of v0-process: a document, a consent or a form.</summary>
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
        UnknownMembers = [.. item.Unread()],
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
