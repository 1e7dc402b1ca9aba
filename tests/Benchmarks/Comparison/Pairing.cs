using Benchmarks.Comparison.Servers;

namespace Benchmarks.Comparison;

/// <summary>Rounds of several candidates in turn, A B A B, so that what disturbs the machine disturbs all of them.</summary>
internal static class Pairing
{
    public static async Task<IReadOnlyDictionary<Candidate, Measurement[]>> RunAsync(int rounds, params (Candidate Candidate, Workload Workload)[] pairs)
    {
        Dictionary<Candidate, List<Measurement>> measured = pairs.ToDictionary(pair => pair.Candidate, _ => new List<Measurement>());
        for (int round = 1; round <= rounds; round++)
        {
            foreach ((Candidate candidate, Workload workload) in pairs)
            {
                Measurement measurement = await Measurement.OfAsync(candidate, workload);
                measured[candidate].Add(measurement);
                Console.Error.WriteLine($"{workload.Name}, round {round}, {candidate.Name}: {measurement.PerSecond:N0}/s, p50 {measurement.P50.TotalMilliseconds:N3} ms, CPU of the server {measurement.ServerCpu.TotalMicroseconds:N0} µs, of the load {measurement.LoadCpu.TotalMicroseconds:N0} µs");
            }
        }

        return measured.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray());
    }
}
