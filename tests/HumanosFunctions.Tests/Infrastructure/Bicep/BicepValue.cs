namespace HumanosFunctions.Tests.Infrastructure.Bicep;

/// <summary>What stands in a template, as far as it can be known without evaluating it.</summary>
internal abstract record BicepValue
{
    private BicepValue()
    {
    }

    public sealed record Members(IReadOnlyDictionary<string, BicepValue> Values) : BicepValue;

    public sealed record Items(IReadOnlyList<BicepValue> Values) : BicepValue;

    public sealed record Text(string Value) : BicepValue;

    public sealed record Number(int Value) : BicepValue;

    public sealed record Flag(bool Value) : BicepValue;

    public sealed record Nothing : BicepValue;

    /// <summary>One of two, by a condition.</summary>
    public sealed record Choice(BicepValue First, BicepValue Second) : BicepValue;

    public sealed record Expression(string Source) : BicepValue;
}
