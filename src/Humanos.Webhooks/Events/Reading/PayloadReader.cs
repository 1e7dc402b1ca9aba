namespace Humanos.Webhooks;

/// <summary>Reads what the generations of payloads name or mean differently; one subclass a generation or two.</summary>
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

/// <summary>Reads times. One that is no time keeps its text, and is a problem.</summary>
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

    /// <summary>When the event happened: the order is that of <see cref="RoutingFacts"/>; readable ones come before all others.</summary>
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
        var told = candidates.FirstOrDefault(candidate => candidate.Members?.Can(candidate.Name, ReadTime) == true);
        if (told.Members is null)
        {
            told = candidates.FirstOrDefault(candidate => candidate.Members?.Has(candidate.Name) == true);
        }

        return told.Members?.Time(told.Name, told.Source);
    }

    private static DateTimeOffset? ReadTime(JsonValue value) =>
        JsonScalar.NumberOrText(value) is { } text ? TimeText.Read(text) : null;
}
