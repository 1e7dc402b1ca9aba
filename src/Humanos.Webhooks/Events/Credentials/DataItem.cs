namespace Humanos.Webhooks;

/// <summary>One data item of a credential: undated-did to 2026-04-14.</summary>
public sealed class DataItem
{
    internal DataItem()
    {
    }

    /// <summary>The label of the item.</summary>
    public string? Label { get; internal init; }

    /// <summary>An open list. Observed values: string, pdf, and number.</summary>
    public string? Type { get; internal init; }

    /// <summary>The text as sent; a number, true, or false as its JSON text.</summary>
    public string? Value { get; internal init; }

    /// <summary>A hash, such as <c>sha256:…</c>: undated-did only.</summary>
    public string? Hash { get; internal init; }

    /// <summary>Whether the item is hidden from the person: 2026-03-03 to 2026-04-14.</summary>
    public bool? Hidden { get; internal init; }

    /// <summary>Nested items: 2026-03-03 to 2026-04-14.</summary>
    public IReadOnlyList<DataItem> Fields { get; internal init; } = [];
}

/// <summary>One answer in a filled form: an item of <c>submittedFields</c>, v0-process.</summary>
public sealed class FormAnswer
{
    internal FormAnswer()
    {
    }

    /// <summary>The question as shown to the person.</summary>
    public string? Question { get; internal init; }

    /// <summary>An open list. Observed values: text, choice, choices, boolean, number, email, and phone_number.</summary>
    public string? Type { get; internal init; }

    /// <summary>The answer as text, for every type: <c>true</c>, <c>29</c>, <c>Apple, Banana, Orange</c>.</summary>
    public string? Text { get; internal init; }
}
