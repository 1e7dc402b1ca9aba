using EndToEnd.Loss.Sending;
using EndToEnd.Loss.Serving;

namespace EndToEnd.Loss.Evidence;

/// <summary>Compares what was accepted with what came of it: in the store, and on the topic as another team sees it.</summary>
internal sealed class Verdict
{
    private readonly IReadOnlyDictionary<string, KnownEvent> _genuine;
    private readonly Dictionary<string, string[]> _calmEffects;
    private readonly ILookup<string, StoredRow> _rows;
    private readonly AuditWitness _witness;
    private readonly ArchiveCensus _archive;

    /// <param name="workload">What was meant to get in.</param>
    /// <param name="calm">One of each kind that was processed before anything failed: the effect that all must have.</param>
    /// <param name="rows">The store, by event.</param>
    /// <param name="witness">The topic.</param>
    /// <param name="archive">The archive.</param>
    public Verdict(Workload workload, IReadOnlyList<KnownEvent> calm, ILookup<string, StoredRow> rows, AuditWitness witness, ArchiveCensus archive)
    {
        (_genuine, _rows, _witness, _archive) = (workload.Genuine, rows, witness, archive);
        _calmEffects = calm.ToDictionary(known => known.Sample, EffectOf);
        Findings = new Dictionary<string, IReadOnlyList<string>>
        {
            ["never accepted, however often sent"] = Ids(known => !workload.IsAccepted(known)),
            ["lost: accepted and not processed"] = Ids(known => workload.IsAccepted(known) && !rows.Contains(known.EventId)),
            ["lost: accepted and not on the topic"] = Ids(known => workload.IsAccepted(known) && witness.MessagesOf(known.EventId) == 0),
            ["lost: accepted and not in the archive"] = Ids(known => workload.IsAccepted(known) && archive.ObjectsOf(known.EventId) == 0),
            ["twice in the archive"] = Ids(known => archive.ObjectsOf(known.EventId) > 1),
            ["in the archive with other bytes"] = Ids(known => !archive.IsExact(known)),
            ["damaged in the archive"] = archive.Damaged,
            ["foreign: in the store, in the archive or on the topic, and sent by nobody"] = [.. StoredOrPublished.Where(id => !_genuine.ContainsKey(id))],
            ["twice on the topic"] = Ids(known => witness.MessagesOf(known.EventId) > 1),
            ["on the topic with other bytes"] = Ids(known => !witness.IsExact(known)),
            ["processed with another effect than in calm"] = Ids(known => rows.Contains(known.EventId) && !HasCalmEffect(known)),
        };
    }

    /// <summary>What must not be, with the ids of the events; all of them empty where the promise holds.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Findings { get; }

    public int Processed => _rows.Count;

    private IEnumerable<string> StoredOrPublished => _rows.Select(rows => rows.Key).Union(_witness.EventIds).Union(_archive.EventIds);

    private bool HasCalmEffect(KnownEvent known) =>
        _rows[known.EventId].All(row => row.IsOf(known)) && EffectOf(known).SequenceEqual(_calmEffects.GetValueOrDefault(known.Sample, []));

    private string[] EffectOf(KnownEvent known) =>
        [.. _rows[known.EventId].Select(row => row.Comparable(known)).Order(StringComparer.Ordinal)];

    private string[] Ids(Func<KnownEvent, bool> predicate) => [.. _genuine.Values.Where(predicate).Select(known => known.EventId)];
}
