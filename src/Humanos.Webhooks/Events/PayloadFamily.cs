namespace Humanos.Webhooks;

/// <summary>
/// The generations of payloads. Only those since 2026-03-03 carry their version; the names of the older ones are this library's.
/// </summary>
public enum PayloadFamily
{
    /// <summary>2025: event names beginning with <c>process.</c>, <c>processId</c>, many items in one delivery.</summary>
    V0Process,

    /// <summary>Around the end of 2025: <c>issuerId</c> and <c>subjectId</c>, <c>rejected</c>, one credential in one delivery.</summary>
    V0Subject,

    /// <summary>Early 2026: <c>issuerDid</c> and <c>user.did</c>, no version; the credential is a W3C credential itself.</summary>
    UndatedDid,

    /// <summary>2026-03-03 up to and including 2026-04-14: as before, but the credential is a record without a W3C credential.</summary>
    From20260303,

    /// <summary>2026-05-17 and later: <c>user.id</c>, <c>decision.date</c>; the credential is a record that holds a W3C credential.</summary>
    From20260517,
}
