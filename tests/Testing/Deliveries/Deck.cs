using FsCheck;
using FsCheck.Fluent;

namespace Testing.Deliveries;

/// <summary>Runs a property over random cases, repeatable by the seed; a failure names the seed and the case, no values.</summary>
public static class Deck
{
    private const int Size = 60;

    public static void CheckEach<T>(this Gen<T> cases, int count, Action<T> property)
    {
        int seed = Seed.Next();
        Config config = Config.QuickThrowOnFailure
            .WithMaxTest(count)
            .WithStartSize(Size)
            .WithEndSize(Size)
            .WithQuietOnSuccess(true)
            .WithReplay((ulong)seed, 1);
        try
        {
            Prop.ForAll(cases.ToArbitrary(), property).Check(config);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{Seed.Variable}={seed}: {failure.Message}");
        }
    }
}
