using System.Runtime.CompilerServices;
using Azure.Data.Tables;

namespace HumanosFunctions.Storage.Tables;

/// <summary>The parts of the change index, each in order, as one list in order; none is read much further than needed.</summary>
internal static class ChangeMerge
{
    public static async IAsyncEnumerable<TableEntity> InOrder(
        IEnumerable<IAsyncEnumerable<TableEntity>> parts,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<TableEntity>[] readers = [.. parts.Select(part => part.GetAsyncEnumerator(cancellationToken))];
        try
        {
            PriorityQueue<IAsyncEnumerator<TableEntity>, string> heads = await HeadsAsync(readers);
            while (heads.TryDequeue(out IAsyncEnumerator<TableEntity>? reader, out _))
            {
                yield return reader.Current;
                if (await reader.MoveNextAsync())
                {
                    heads.Enqueue(reader, reader.Current.RowKey);
                }
            }
        }
        finally
        {
            foreach (IAsyncEnumerator<TableEntity> reader in readers)
            {
                await reader.DisposeAsync();
            }
        }
    }

    private static async Task<PriorityQueue<IAsyncEnumerator<TableEntity>, string>> HeadsAsync(IAsyncEnumerator<TableEntity>[] readers)
    {
        bool[] found = await Task.WhenAll(readers.Select(reader => reader.MoveNextAsync().AsTask()));
        var heads = new PriorityQueue<IAsyncEnumerator<TableEntity>, string>(StringComparer.Ordinal);
        heads.EnqueueRange(readers.Where((_, index) => found[index]).Select(reader => (reader, reader.Current.RowKey)));
        return heads;
    }
}
