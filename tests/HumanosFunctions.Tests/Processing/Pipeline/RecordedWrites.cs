using System.Reflection;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Tests.Processing.Pipeline;

/// <summary>A store that only records, in one list with what else happens, which rows are written together. Nothing else of it is used.</summary>
public class RecordedWrites : DispatchProxy
{
    private List<string> _happened = [];
    private bool _fails;

    public static IStateStore To(List<string> happened, bool fails = false)
    {
        IStateStore store = Create<IStateStore, RecordedWrites>();
        ((RecordedWrites)store)._happened = happened;
        ((RecordedWrites)store)._fails = fails;
        return store;
    }

    protected override object Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod?.Name != nameof(IStateStore.PutAsync) || args?[0] is not IReadOnlyList<StateRow> rows)
        {
            throw new NotSupportedException(targetMethod?.Name);
        }

        if (_fails)
        {
            return Task.FromException<IReadOnlyList<RowWrite>>(new IOException());
        }

        _happened.Add($"store {string.Join('+', rows.Select(row => row.Kind))}");
        return Task.FromResult<IReadOnlyList<RowWrite>>([.. rows.Select(_ => RowWrite.Stored)]);
    }
}
