using HumanosFunctions.Cli.Diagnosis.Report;

namespace HumanosFunctions.Cli.Diagnosis.Deliveries;

/// <summary>A value as it may have been meant.</summary>
/// <param name="Value">The value.</param>
/// <param name="Fault">What went wrong if it is this one; null for the value as it should be.</param>
internal readonly record struct Variant<T>(T Value, Fault? Fault)
{
    public int Faults => Fault is null ? 0 : 1;
}

/// <summary>Something that usually goes wrong: what it is, what it means, what to do.</summary>
internal sealed record Fault(string What, string Means, string Todo)
{
    public Finding ToFinding() => Finding.Problem(What, Means, Todo);
}
