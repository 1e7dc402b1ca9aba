namespace Humanos.Webhooks;

/// <summary>Reads the parts of a payload whose names or meaning depend on the generation. Each subclass reads one or more generations.</summary>
internal abstract class PayloadReader
{
    internal static PayloadReader For(PayloadFamily family) => family switch
    {
        PayloadFamily.V0Process => new ProcessPayloadReader(),
        PayloadFamily.V0Subject => new SubjectPayloadReader(),
        PayloadFamily.From20260517 => new DidPayloadReader(isFrom20260517: true),
        _ => new DidPayloadReader(isFrom20260517: false),
    };

    internal abstract HumanosUser? User(JsonMembers payload, string? eventType);

    internal abstract string? RequestInternalId(JsonMembers payload);

    internal abstract IReadOnlyList<CredentialDecision> Credentials(JsonMembers payload, string? eventType, EventTime? time);

    internal abstract IdentityVerification Verification(JsonMembers payload);

    internal abstract OtpFailure Failure(JsonMembers payload);
}

/// <summary>Reads times. If the text is not a valid time, the text is kept and a problem is added.</summary>
internal static class TimeMembers
{
    internal static EventTime? Time(this JsonMembers members, string name, TimeSource source)
    {
        if (members.Read(name, JsonScalar.NumberOrText, EventProblem.NoTime) is not { } text)
        {
            return null;
        }

        DateTimeOffset? value = TimeText.Read(text);
        if (value is null)
        {
            members.AddProblem(name, EventProblem.NoTime);
        }

        return new EventTime(value, text, source);
    }

    /// <summary>When the event happened: the first valid time in the order of <see cref="RoutingFacts"/>, or else the first that is present.</summary>
    internal static EventTime? OfEvent(JsonMembers payload)
    {
        (JsonMembers? Members, string Name, TimeSource Source)[] candidates =
        [
            (payload.Object("decision"), "date", TimeSource.Decision),
            (payload, "decisionDate", TimeSource.DecisionDate),
            (payload, "completedAt", TimeSource.CompletedAt),
            (payload, "rejectedAt", TimeSource.RejectedAt),
            (payload, "timestamp", TimeSource.Timestamp),
        ];
        var found = candidates.FirstOrDefault(candidate => candidate.Members?.CanRead(candidate.Name, ReadTime) == true);
        if (found.Members is null)
        {
            found = candidates.FirstOrDefault(candidate => candidate.Members?.Has(candidate.Name) == true);
        }

        return found.Members?.Time(found.Name, found.Source);
    }

    private static DateTimeOffset? ReadTime(JsonValue value) =>
        JsonScalar.NumberOrText(value) is { } text ? TimeText.Read(text) : null;
}
