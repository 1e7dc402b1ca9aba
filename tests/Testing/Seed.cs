using System.Globalization;

namespace Testing;

/// <summary>The seed of a random test: set HUMANOS_SEED to repeat a run that failed.</summary>
public static class Seed
{
    public const string Variable = "HUMANOS_SEED";

    public static int Next() =>
        int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out int seed) ? seed : Random.Shared.Next();
}
