namespace Humanos.Webhooks;

/// <summary>A known member whose value cannot be used.</summary>
/// <param name="Path">Where, as a JSON path such as <c>$.decision.date</c>; it holds documented names and indexes only.</param>
/// <param name="Reason">A fixed sentence, without content of the payload.</param>
public sealed record EventProblem(string Path, string Reason)
{
    internal const string NoText = "Expected Unicode text.";
    internal const string NoScalar = "Expected Unicode text, a number, true or false.";
    internal const string NoFlag = "Expected true or false.";
    internal const string NoNumber = "Expected a number within the range of a decimal.";
    internal const string NoObject = "Expected an object.";
    internal const string NoTime = "Expected an ISO 8601 time or milliseconds since 1970.";
    internal const string NoDate = "Expected an ISO 8601 date or dd-mm-yyyy.";
    internal const string TooDeep = "Nested deeper than any known payload.";
}
