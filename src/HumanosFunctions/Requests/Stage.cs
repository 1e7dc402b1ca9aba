namespace HumanosFunctions.Requests;

/// <summary>
/// How far a status or an action is, for two that were told of the same time: the later stage counts, and at the end the
/// safer side, so that a mandate never is in force by chance.
/// </summary>
internal static class Stage
{
    private const int Untold = -1;

    /// <summary>A status that nobody knows gives no effect: it is safer than ACTIVE, and less than an end.</summary>
    public static int OfStatus(string? status) => status?.ToUpperInvariant() switch
    {
        null => Untold,
        "DRAFT" => 0,
        "PENDING" => 1,
        "ACTIVE" => 2,
        "APPROVED" or "COMPLETED" or "ISSUED" => 3,
        "REJECTED" => 5,
        "CANCELED" or "CANCELLED" => 6,
        "EXPIRED" => 7,
        "REVOKED" => 8,
        _ => 4,
    };

    public static int OfAction(string? action) => action switch
    {
        null => Untold,
        "accept" => 0,
        "reject" => 2,
        _ => 1,
    };
}
