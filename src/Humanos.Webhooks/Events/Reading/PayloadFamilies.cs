using System.Globalization;

namespace Humanos.Webhooks;

/// <summary>Tells the generation of a payload: by its version, else by its shape.</summary>
internal static class PayloadFamilies
{
    private static readonly DateOnly FirstDated = new(2026, 03, 03);
    private static readonly DateOnly FirstWithUserId = new(2026, 05, 17);

    /// <summary>A version that is not known counts as the nearest earlier one; where none is earlier, or it is no date, the shape tells.</summary>
    internal static PayloadFamily Of(JsonMembers payload, string? apiVersion, string? eventType) =>
        !DateOnly.TryParseExact(apiVersion, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly version)
        || version < FirstDated ? OfShape(payload, eventType)
        : version < FirstWithUserId ? PayloadFamily.From20260303
        : PayloadFamily.From20260517;

    private static PayloadFamily OfShape(JsonMembers payload, string? eventType) =>
        EventTypes.IsOfProcess(eventType) ? PayloadFamily.V0Process
        : payload.Has("issuerId") || payload.Has("subjectId") ? PayloadFamily.V0Subject
        : payload.Has("processId") || payload.Has("organizationId") ? PayloadFamily.V0Process
        : IsFrom20260517(payload) ? PayloadFamily.From20260517
        : Holds(payload, "credential", "resourceType") ? PayloadFamily.From20260303
        : Holds(payload, "user", "did") || payload.Has("decisionDate") || payload.Has("action") ? PayloadFamily.UndatedDid
        : PayloadFamily.From20260517;

    private static bool IsFrom20260517(JsonMembers payload) =>
        (Holds(payload, "user", "id") && !Holds(payload, "user", "did"))
        || Holds(payload, "decision", "date")
        || Holds(payload, "decision", "action")
        || Holds(payload, "credential", "w3cCredential");

    private static bool Holds(JsonMembers payload, string outer, string inner) => payload.Objects(outer) is [{ } only] && only.Has(inner);
}
