using System.Diagnostics;
using System.Globalization;

namespace HumanosFunctions.Tests.Fuzzing;

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
