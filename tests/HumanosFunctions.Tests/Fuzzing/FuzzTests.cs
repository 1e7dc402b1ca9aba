using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace HumanosFunctions.Tests.Fuzzing;

/// <summary>
/// Random deliveries, envelopes and plaintexts. Each input has a seed of its own, which a failure names: with HUMANOS_SEED
/// set to it, that input is the first.
/// </summary>
[Collection(FuzzCollection.Name)]
public sealed class FuzzTests(ITestOutputHelper output) : IDisposable
{
    private const int Looks = 10;
    private const long MaxGrowth = 4 * 1024 * 1024;

    private readonly SortedDictionary<string, int> _ends = [];
    private readonly FuzzTarget _target = new();
    private readonly MemoryWatch _memory = new();

    [Fact]
    public void Whatever_comes_nothing_throws_nothing_is_forged_nothing_is_altered_and_memory_stays_flat()
    {
        int count = Effort.Of(everyRun: 5_000, longRun: 1_000_000);
        int first = Seed.Next();
        output.WriteLine($"{Seed.Variable}={first}");
        for (int done = 0; done < count; done++)
        {
            Run(unchecked(first + done));
            if ((done + 1) % (count / Looks) == 0)
            {
                _memory.Look(done + 1);
            }
        }

        Assert.True(_memory.Growth < MaxGrowth, $"{_memory.Growth} bytes were kept");
        Assert.Contains("no key fits", _ends.Keys);
        Assert.Equal(5, _ends.Keys.Count(end => end.StartsWith("published", StringComparison.Ordinal)));
        LongReport.Write("fuzz", Report(count));
    }

    private void Run(int seed)
    {
        try
        {
            string end = _target.Run(FuzzInputs.Of(seed, _target.Key));
            _ends[end] = _ends.GetValueOrDefault(end) + 1;
        }
        catch (FuzzFailure failure)
        {
            Assert.Fail($"{Seed.Variable}={seed}: not so: {failure.Message}");
        }
        catch (Exception crash)
        {
            // Its message may quote the input.
            Assert.Fail($"{Seed.Variable}={seed}: {crash.GetType().Name}{Environment.NewLine}{crash.StackTrace}");
        }
    }

    private string Report(int count) => string.Join(
        Environment.NewLine,
        [
            string.Create(CultureInfo.InvariantCulture, $"### Fuzzing: {count:N0} inputs, no crash, no forgery, nothing altered"),
            "",
            "| end | inputs |",
            "|---|---:|",
            .. _ends.Select(end => string.Create(CultureInfo.InvariantCulture, $"| {end.Key} | {end.Value:N0} |")),
            "",
            .. _memory.Table(),
        ]);

    public void Dispose() => _target.Dispose();
}

/// <summary>Looks at the memory at intervals, after a full collection each.</summary>
internal sealed class MemoryWatch
{
    private const double Megabyte = 1024 * 1024;

    private readonly List<(int Inputs, long Managed, long Resident)> _looks = [];

    /// <summary>How much the managed memory grew from the second look, when all caches are filled, to the last.</summary>
    public long Growth => _looks.Count < 3 ? 0 : _looks[^1].Managed - _looks[1].Managed;

    public void Look(int inputs)
    {
        using var process = Process.GetCurrentProcess();
        _looks.Add((inputs, GC.GetTotalMemory(forceFullCollection: true), process.WorkingSet64));
    }

    public IEnumerable<string> Table() =>
    [
        "| inputs | managed MiB | resident MiB |",
        "|---:|---:|---:|",
        .. _looks.Select(look => string.Create(
            CultureInfo.InvariantCulture, $"| {look.Inputs:N0} | {look.Managed / Megabyte:F1} | {look.Resident / Megabyte:F0} |")),
    ];
}

/// <summary>After the other tests and alone: their memory would be taken for the target's.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FuzzCollection
{
    public const string Name = "Fuzzing";
}
