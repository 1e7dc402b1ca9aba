using System.Globalization;
using System.Text.Json;
using Humanos.Webhooks;

namespace HumanosFunctions.Cli.Evidence;

/// <summary>A named value, as sent.</summary>
internal sealed record Fact(string Name, string Value);

/// <summary>Values that belong together: one object, or a list of objects.</summary>
internal sealed record FactGroup(string Name, IReadOnlyList<IReadOnlyList<Fact>> Items, bool IsList)
{
    public void Write(Utf8JsonWriter json)
    {
        if (IsList)
        {
            json.WriteStartArray(Name);
        }
        else
        {
            json.WritePropertyName(Name);
        }

        foreach (IReadOnlyList<Fact> item in Items)
        {
            json.WriteStartObject();
            foreach (Fact fact in item)
            {
                json.WriteString(fact.Name, fact.Value);
            }

            json.WriteEndObject();
        }

        if (IsList)
        {
            json.WriteEndArray();
        }
    }
}

/// <summary>What one event says about one decision: who decided, what, when, about what, and with which wording.</summary>
/// <param name="Event">The event.</param>
/// <param name="Credential">The credential, or null for another kind of decision.</param>
/// <param name="File">The file with the JSON of the credential, or null.</param>
/// <param name="Groups">The values. Empty groups are left out.</param>
internal sealed record EvidenceDecision(EvidenceEvent Event, CredentialDecision? Credential, string? File, IReadOnlyList<FactGroup> Groups)
{
    public string Title => Credential is { } credential ? credential.Name ?? credential.Kind?.Text ?? "credential" : Event.Header.Subject ?? "event";

    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("eventId", Event.Header.EventId);
        json.WriteString("event", Event.File);
        if (File is not null)
        {
            json.WriteString("credential", File);
        }

        foreach (FactGroup group in Groups)
        {
            group.Write(json);
        }
    }
}

/// <summary>Collects the values of a decision that are known.</summary>
internal sealed class FactList : List<FactGroup>
{
    public FactList One(string name, params (string Name, object? Value)[] values)
    {
        Fact[] facts = Known(values);
        if (facts.Length > 0)
        {
            Add(new FactGroup(name, [facts], IsList: false));
        }

        return this;
    }

    public FactList Many<T>(string name, IEnumerable<T> items, Func<T, (string Name, object? Value)[]> values)
    {
        Fact[][] known = [.. items.Select(item => Known(values(item))).Where(facts => facts.Length > 0)];
        if (known.Length > 0)
        {
            Add(new FactGroup(name, known, IsList: true));
        }

        return this;
    }

    private static Fact[] Known((string Name, object? Value)[] values) =>
        [.. values.Select(value => (value.Name, Text: TextOf(value.Value))).Where(value => value.Text is { Length: > 0 }).Select(value => new Fact(value.Name, value.Text!))];

    private static string? TextOf(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        EventTime time => time.Text,
        HumanosDate date => date.Text,
        IEnumerable<string> texts => string.Join(", ", texts),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}

/// <summary>Reads the decisions of an event.</summary>
internal static class DecisionReader
{
    /// <param name="source">The event.</param>
    /// <param name="fileOf">Names the file of a credential by its position in the event, or returns null if it has none.</param>
    public static IEnumerable<EvidenceDecision> Read(EvidenceEvent source, Func<int, CredentialDecision, string?> fileOf) => source.Parsed switch
    {
        CredentialEvent credentials => credentials.Credentials.Select((credential, at) =>
            new EvidenceDecision(source, credential, fileOf(at, credential), Of(credentials, credential))),
        IdentityEvent identity => [new EvidenceDecision(source, Credential: null, File: null, Of(identity))],
        OtpFailedEvent failed => [new EvidenceDecision(source, Credential: null, File: null, Of(failed))],
        _ => [],
    };

    private static FactList Of(CredentialEvent humanosEvent, CredentialDecision credential) => Who(humanosEvent)
        .One(
            "decision",
            ("action", credential.Action), ("decidedAt", credential.DecidedAt), ("status", credential.Status), ("isActiveMandate", credential.IsActiveMandate), ("reason", credential.Reason))
        .One(
            "about",
            ("id", credential.Id), ("internalId", credential.InternalId), ("resourceId", credential.ResourceId), ("kind", credential.Kind), ("name", credential.Name),
            ("description", credential.Description), ("tags", credential.Tags))
        .One(
            "wording",
            ("text", credential.Text), ("link", credential.Link), ("required", credential.Required), ("hash", credential.Hash), ("signature", credential.Signature),
            ("endpoint", credential.Endpoint))
        .Many("answers", credential.Answers, answer => [("question", answer.Question), ("type", answer.Type), ("text", answer.Text)])
        .Many("data", credential.Data.SelectMany(Flat), item => [("label", item.Label), ("type", item.Type), ("value", item.Value), ("hash", item.Hash), ("hidden", item.Hidden)])
        .Many("grantors", credential.Grantors, grantor => [("id", grantor.Id), ("contact", grantor.Contact), ("accepted", grantor.Accepted), ("decidedAt", grantor.DecidedAt)])
        .One(
            "w3c",
            ("id", credential.W3c?.Id), ("types", credential.W3c?.Types), ("issuer", credential.W3c?.Issuer), ("issuerName", credential.W3c?.IssuerName),
            ("validFrom", credential.W3c?.ValidFrom), ("validUntil", credential.W3c?.ValidUntil), ("subject", credential.W3c?.SubjectId), ("scope", credential.W3c?.Mandate?.Scope),
            ("grantors", credential.W3c?.Mandate?.Grantors), ("authorized", credential.W3c?.Mandate?.AuthorizedDids))
        .Many("evidences", credential.W3c?.Evidences ?? [], evidence => [("id", evidence.Id), ("digestSRI", evidence.DigestSri), ("location", evidence.Location)])
        .Many(
            "proofs",
            credential.Proofs,
            proof =>
            [
                ("type", proof.Type), ("cryptosuite", proof.Cryptosuite), ("purpose", proof.Purpose), ("verificationMethod", proof.VerificationMethod), ("created", proof.Created),
                ("value", proof.Value), ("actionType", proof.ActionType), ("actionProof", proof.ActionProof),
            ]);

    // The rest of the identity document is in the event only: a reader of the page rarely needs it.
    private static FactList Of(IdentityEvent identity) => Who(identity)
        .One(
            "decision",
            ("succeeded", identity.Succeeded), ("isFraud", identity.IsFraud), ("outcome", identity.Outcome), ("riskScore", identity.RiskScore), ("message", identity.Message),
            ("decidedAt", identity.VerifiedAt ?? identity.Time))
        .One(
            "about",
            ("documentType", identity.Identity?.DocumentType), ("documentCountry", identity.Identity?.CountryAlpha3), ("documentExpiresAt", identity.Identity?.ExpiresAt),
            ("kycId", identity.KycId), ("kycType", identity.KycType), ("documentsVerified", identity.DocumentsVerified), ("veriffId", identity.VeriffId),
            ("convergedIntoUser", identity.ConvergedIntoUserId));

    private static FactList Of(OtpFailedEvent failed) => Who(failed).One("decision", ("errorCode", failed.ErrorCode), ("errorMessage", failed.ErrorMessage));

    private static FactList Who(HumanosEvent humanosEvent) => new FactList().One(
        "who",
        ("id", humanosEvent.User?.Id), ("contact", humanosEvent.User?.Contact), ("internalId", humanosEvent.User?.InternalId), ("name", humanosEvent.User?.Name),
        ("professional", humanosEvent.User?.IsProfessional == true ? true : null));

    private static IEnumerable<DataItem> Flat(DataItem item) => item.Fields.SelectMany(Flat).Prepend(item);
}
