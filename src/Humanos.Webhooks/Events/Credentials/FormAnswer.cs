namespace Humanos.Webhooks;

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
