namespace HumanosFunctions.Local.Tests.Infrastructure;

/// <summary>Counts scopes, and notes when they and their function instances end.</summary>
internal sealed class ScopedWitness(ScopedWitness.Count count) : IDisposable
{
    public int Number { get; } = count.Open();

    public void FunctionDisposed() => count.EndFunction();

    public void Dispose() => count.Close();

    internal sealed class Count
    {
        private int _opened;
        private int _closed;
        private int _functions;

        public int Closed => Volatile.Read(ref _closed);

        public int FunctionsEnded => Volatile.Read(ref _functions);

        public int Open() => Interlocked.Increment(ref _opened);

        public void Close() => Interlocked.Increment(ref _closed);

        public void EndFunction() => Interlocked.Increment(ref _functions);
    }
}
