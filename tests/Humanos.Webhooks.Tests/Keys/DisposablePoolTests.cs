namespace Humanos.Webhooks.Tests.Keys;

public sealed class DisposablePoolTests : IDisposable
{
    private static readonly int MaxIdle = 2 * Environment.ProcessorCount;

    private readonly List<Item> _created = [];
    private readonly DisposablePool<Item> _pool;

    public DisposablePoolTests() => _pool = new DisposablePool<Item>(Create);

    public void Dispose() => _pool.Dispose();

    [Fact]
    public void A_returned_object_is_rented_again()
    {
        Item rented = _pool.Rent();
        _pool.Return(rented);

        Assert.Same(rented, _pool.Rent());
        Assert.False(rented.IsDisposed);
    }

    [Fact]
    public void A_rented_object_is_not_rented_twice() => Assert.NotSame(_pool.Rent(), _pool.Rent());

    [Fact]
    public void Two_objects_per_processor_are_kept_and_any_more_are_disposed()
    {
        Item[] burst = [.. Enumerable.Range(0, MaxIdle + 1).Select(_ => _pool.Rent())];
        Array.ForEach(burst, _pool.Return);

        Assert.Equal([burst[^1]], _created.Where(item => item.IsDisposed));
        Assert.All(Enumerable.Range(0, MaxIdle + 1), _ => Assert.False(_pool.Rent().IsDisposed));
        Assert.Equal(MaxIdle + 2, _created.Count);
    }

    [Fact]
    public void A_disposed_pool_rents_nothing_and_disposes_its_idle_objects()
    {
        _pool.Return(_pool.Rent());

        _pool.Dispose();

        Assert.True(_created.Single().IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => _pool.Rent());
    }

    [Fact]
    public void An_object_returned_to_a_disposed_pool_is_disposed()
    {
        Item rented = _pool.Rent();
        _pool.Dispose();
        Assert.False(rented.IsDisposed);

        _pool.Return(rented);

        Assert.True(rented.IsDisposed);
    }

    private Item Create()
    {
        var item = new Item();
        _created.Add(item);
        return item;
    }

    private sealed class Item : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
