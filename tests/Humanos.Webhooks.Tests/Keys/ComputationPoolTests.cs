namespace Humanos.Webhooks.Tests.Keys;

public sealed class ComputationPoolTests : IDisposable
{
    private static readonly int Most = 2 * Environment.ProcessorCount;

    private readonly List<Computation> _made = [];
    private readonly ComputationPool<Computation> _pool;

    public ComputationPoolTests() => _pool = new ComputationPool<Computation>(Make);

    public void Dispose() => _pool.Dispose();

    [Fact]
    public void One_that_came_back_is_lent_again()
    {
        Computation rented = _pool.Take();
        _pool.Return(rented);

        Assert.Same(rented, _pool.Take());
        Assert.False(rented.IsDisposed);
    }

    [Fact]
    public void One_that_is_lent_is_not_lent_to_another() => Assert.NotSame(_pool.Take(), _pool.Take());

    [Fact]
    public void Two_for_each_processor_are_kept_and_what_comes_back_beyond_is_disposed_of()
    {
        Computation[] burst = [.. Enumerable.Range(0, Most + 1).Select(_ => _pool.Take())];
        Array.ForEach(burst, _pool.Return);

        Assert.Equal([burst[^1]], _made.Where(computation => computation.IsDisposed));
        Assert.All(Enumerable.Range(0, Most + 1), _ => Assert.False(_pool.Take().IsDisposed));
        Assert.Equal(Most + 2, _made.Count);
    }

    [Fact]
    public void A_disposed_pool_lends_nothing_and_has_disposed_of_what_it_kept()
    {
        _pool.Return(_pool.Take());

        _pool.Dispose();

        Assert.True(_made.Single().IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => _pool.Take());
    }

    [Fact]
    public void One_that_comes_back_to_a_disposed_pool_is_disposed_of()
    {
        Computation rented = _pool.Take();
        _pool.Dispose();
        Assert.False(rented.IsDisposed);

        _pool.Return(rented);

        Assert.True(rented.IsDisposed);
    }

    private Computation Make()
    {
        var computation = new Computation();
        _made.Add(computation);
        return computation;
    }

    private sealed class Computation : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
