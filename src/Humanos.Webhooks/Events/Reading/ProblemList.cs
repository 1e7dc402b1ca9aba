namespace Humanos.Webhooks;

/// <summary>Gathers the problems of one event, each once, however often its member is looked at.</summary>
internal sealed class ProblemList
{
    private readonly HashSet<EventProblem> _known = [];
    private readonly List<EventProblem> _inOrder = [];

    internal IReadOnlyList<EventProblem> All => _inOrder;

    internal void Add(string path, string reason)
    {
        var problem = new EventProblem(path, reason);
        if (_known.Add(problem))
        {
            _inOrder.Add(problem);
        }
    }
}
