using EndToEnd.Loss.Sending;
using EndToEnd.Loss.Serving;

namespace EndToEnd.Loss.Evidence;

/// <summary>Compares what was accepted with what came of it: in the store, and on the topic as another team sees it.</summary>
internal sealed class Verdict
{
    public const string ForgedAccepted = "forged, accepted";
    public const string WrongId = "answered with another id";

    private readonly IReadOnlyDictionary<string, KnownEvent> _genuine;
    private readonly Dictionary<string, string[]> _calmEffects;
    private readonly ILookup<string, StoredRow> _rows;
    private readonly AuditWitness _witness;

    /// <param name="genuine">What was meant to get in, all of it accepted.</param>
    /// <param name="calm">One of each kind that was processed before anything failed: the effect that all must have.</param>
    public Verdict(IReadOnlyDictionary<string, KnownEvent> genuine, IReadOnlyList<KnownEvent> calm, ILookup<string, StoredRow> rows, AuditWitness witness)
    {
        (_genuine, _rows, _witness) = (genuine, rows, witness);
        _calmEffects = calm.ToDictionary(known => known.Sample, EffectOf);
    }

    public IReadOnlyList<string> NotStored => Ids(known => !_rows.Contains(known.EventId));

    public IReadOnlyList<string> NotPublished => Ids(known => _witness.MessagesOf(known.EventId) == 0);

    public IReadOnlyList<string> Lost => [.. NotStored.Union(NotPublished)];

    public IReadOnlyList<string> PublishedTwice => Ids(known => _witness.MessagesOf(known.EventId) > 1);

    /// <summary>Stored, but not as one that nothing happened to.</summary>
    public IReadOnlyList<string> WithAnotherEffect => Ids(known =>
        _rows.Contains(known.EventId) && !(_rows[known.EventId].All(row => row.IsOf(known)) && EffectOf(known).SequenceEqual(_calmEffects[known.Sample])));

    public IReadOnlyList<string> WithOtherBytes => Ids(known => _witness.MessagesOf(known.EventId) > 0 && !_witness.IsExact(known));

    public IReadOnlyList<string> Foreign => [.. _rows.Select(rows => rows.Key).Union(_witness.EventIds).Where(id => !_genuine.ContainsKey(id))];

    public int Processed => _rows.Count;

    private string[] EffectOf(KnownEvent known) =>
        [.. _rows[known.EventId].Select(row => row.Comparable(known)).Order(StringComparer.Ordinal)];

    private IReadOnlyList<string> Ids(Func<KnownEvent, bool> predicate) => [.. _genuine.Values.Where(predicate).Select(known => known.EventId)];
}
