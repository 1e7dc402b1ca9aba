namespace EndToEnd.Loss;

/// <summary>Runs while no other test does: faults and load leave little of the machine.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LossCollection
{
    public const string Name = "loss";
}
