namespace HumanosFunctions.Tests.Fuzzing;

/// <summary>After the other tests and alone: their memory would be taken for the target's.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FuzzCollection
{
    public const string Name = "Fuzzing";
}
