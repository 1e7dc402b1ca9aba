namespace Humanos.Webhooks;

/// <summary>One statement of a credential: undated-did to 2026-04-14.</summary>
public sealed class DataItem
{
    /// <summary>Its heading.</summary>
    public string? Label { get; init; }

    /// <summary>An open list: string, pdf and number have been seen.</summary>
    public string? Type { get; init; }

    /// <summary>As sent; a number, true or false as JSON spells it.</summary>
    public string? Value { get; init; }

    /// <summary>Undated-did only, such as <c>sha256:…</c>.</summary>
    public string? Hash { get; init; }

    /// <summary>Whether it is not shown to the person: 2026-03-03 to 2026-04-14.</summary>
    public bool? Hidden { get; init; }

    /// <summary>Statements inside this one: 2026-03-03 to 2026-04-14.</summary>
    public IReadOnlyList<DataItem> Fields { get; init; } = [];
}

/// <summary>One answer in a filled form: an item of <c>submittedFields</c>, v0-process.</summary>
public sealed class FormAnswer
{
    /// <summary>The question as the person saw it.</summary>
    public string? Question { get; init; }

    /// <summary>An open list: text, choice, choices, boolean, number, email and phone_number have been seen.</summary>
    public string? Type { get; init; }

    /// <summary>Text for every type: <c>true</c>, <c>29</c>, <c>Apple, Banana, Orange</c>.</summary>
    public string? Text { get; init; }
}
