namespace HumanosFunctions.Tests.Requests.Families;

/// <summary>What one event says, before a family of payloads gives it a form.</summary>
internal sealed record Statement
{
    public required string Salt { get; init; }

    public required Moment At { get; init; }

    public string? User { get; init; }

    public string? Contact { get; init; }

    /// <summary>More than one only where the family can say so.</summary>
    public IReadOnlyList<Item> Items { get; init; } = [];
}

/// <summary>What an event says about one credential.</summary>
internal sealed record Item
{
    public string? Id { get; init; }

    public string? Resource { get; init; }

    public string? Internal { get; init; }

    public string? Name { get; init; }

    public string? Kind { get; init; }

    public string? Status { get; init; }

    public string? Action { get; init; }

    /// <summary>The item's own time; without one, the event's.</summary>
    public Moment? At { get; init; }
}

/// <summary>A time as a payload writes it: a minute of an hour that all events share, a text that is no time, or nothing.</summary>
internal sealed record Moment(int? Minute, string? Odd = null)
{
    private static readonly DateTimeOffset Hour = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public string? Text => Minute is { } minute ? $"2025-06-01T12:{minute:00}:00.000Z" : Odd;

    public DateTimeOffset? Value => Minute is { } minute ? Hour.AddMinutes(minute) : null;

    /// <summary>As the answer shows it.</summary>
    public string? Shown => Minute is { } minute ? $"2025-06-01T12:{minute:00}:00Z" : Odd;
}

/// <summary>A payload, and what it says after its family has left out what it has no member for.</summary>
internal sealed record Payload(byte[] Json, Statement Says);
