namespace Humanos.Webhooks;

/// <summary>
/// The members that tell a fact in one payload version or another, in the order of <see cref="RoutingMembers"/>' table of names.
/// Where several tell the same fact, the newer comes first and wins.
/// </summary>
internal enum RoutingMember
{
    // What happened. "type" is not among them: inside credentials it means something else.
    EventType,
    Event,

    ApiVersion,

    // The request.
    RequestId,
    ProcessId,

    // The issuer.
    IssuerDid,
    IssuerId,
    OrganizationId,

    // The time. Since 2026-05-17 it is the member "date" of the object "decision"; "timestamp" is a number.
    Decision,
    DecisionDate,
    CompletedAt,
    RejectedAt,
    Timestamp,

    Count,
}
