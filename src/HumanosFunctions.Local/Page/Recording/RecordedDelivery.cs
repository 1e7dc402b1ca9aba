namespace HumanosFunctions.Local.Page.Recording;

/// <summary>One request to the webhook, as the page shows it. The journal alone changes it, under its lock.</summary>
internal sealed class RecordedDelivery
{
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Path { get; init; }

    public long Size { get; init; }

    /// <summary>Null until it is answered.</summary>
    public int? Status { get; set; }

    public double? Duration { get; set; }

    public string? MessageId { get; set; }

    public string? Reason { get; set; }

    public string? EventType { get; set; }

    public string? RequestId { get; set; }

    public Progress Progress { get; set; }

    /// <summary>When a copy for a later attempt was last sent.</summary>
    public DateTimeOffset? RetriedAt { get; set; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>As it arrived, so encrypted; null if it was not kept, or no longer is.</summary>
    public byte[]? Body { get; set; }

    // Under load, most deliveries have none.
    public List<Stage> Stages => field ??= [];
}

/// <summary>What became of an accepted event.</summary>
internal enum Progress
{
    None,
    Waiting,
    Stored,
    Retrying,
    Dead,

    /// <summary>The broker has dropped it: it knows the message id.</summary>
    Dropped,
}

/// <summary>A stage of a delivery.</summary>
/// <param name="Name">Such as <c>verified</c> or <c>processed credential</c>.</param>
/// <param name="Duration">In milliseconds, where it is known.</param>
internal sealed record Stage(string Name, DateTimeOffset At, double? Duration, bool IsOk, string? Note = null);
