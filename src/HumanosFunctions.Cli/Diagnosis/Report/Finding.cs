namespace HumanosFunctions.Cli.Diagnosis.Report;

public enum FindingState
{
    Ok,
    Problem,
    Unknown,
}

/// <summary>One thing that was looked at. No text holds a secret or a part of the payload.</summary>
/// <param name="What">What was looked at, and what was found.</param>
/// <param name="Means">What that means; empty where it is as it should be.</param>
/// <param name="Todo">What to do about it; empty where there is nothing to do.</param>
public sealed record Finding(FindingState State, string What, string Means = "", string Todo = "")
{
    public static Finding Ok(string what) => new(FindingState.Ok, what);

    public static Finding Problem(string what, string means, string todo) => new(FindingState.Problem, what, means, todo);

    public static Finding Unknown(string what, string means, string todo = "") => new(FindingState.Unknown, what, means, todo);
}
