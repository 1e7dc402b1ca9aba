using System.Collections.Concurrent;

namespace Humanos.Webhooks.Tests;

public sealed class EncryptionKeyCacheTests
{
    private const string Secret = "c2VjcmV0";

    [Fact]
    public void A_pair_is_derived_once_however_many_ask_at_the_same_time()
    {
        using var cache = new EncryptionKeyCache();
        var keys = new ConcurrentBag<EncryptionKey>();

        Parallel.For(0, 64, _ => keys.Add(cache.GetOrDerive(Secret, "salt", "current")));

        Assert.Single(keys.Distinct());
        using var expected = EncryptionKey.Derive(Secret, "salt", "current");
        Assert.Equal(expected.Bytes, keys.First().Bytes);
    }

    [Fact]
    public void Secret_salt_and_generation_tell_keys_apart()
    {
        using var cache = new EncryptionKeyCache();
        (string, string, string)[] triples =
            [(Secret, "salt", "a"), (Secret, "sal", "ta"), (Secret, "salt", "b"), ("c2VjcmV0c2Fs", "t", "a"), ("c2Vj", "salt", "a")];

        EncryptionKey[] keys = [.. triples.Select(triple => cache.GetOrDerive(triple.Item1, triple.Item2, triple.Item3))];

        Assert.Equal(triples.Length, keys.Distinct().Count());
        Assert.Equal(triples.Select(triple => triple.Item3), keys.Select(key => key.Generation));
    }

    [Fact]
    public void A_full_cache_clears_the_key_that_was_asked_for_longest_ago()
    {
        using var cache = new EncryptionKeyCache(capacity: 2);
        EncryptionKey first = cache.GetOrDerive(Secret, "1", "first");
        EncryptionKey second = cache.GetOrDerive(Secret, "2", "second");
        cache.GetOrDerive(Secret, "1", "first");

        cache.GetOrDerive(Secret, "3", "third");

        Assert.Same(first, cache.GetOrDerive(Secret, "1", "first"));
        Assert.Throws<ObjectDisposedException>(() => EnvelopeEncryptor.Encrypt([], second));
        Assert.NotEmpty(EnvelopeEncryptor.Encrypt([], cache.GetOrDerive(Secret, "2", "second")));
    }

    [Fact]
    public void A_retired_generation_is_cleared_and_derived_anew_when_asked_for()
    {
        using var cache = new EncryptionKeyCache();
        EncryptionKey retired = cache.GetOrDerive(Secret, "salt", "old");
        EncryptionKey current = cache.GetOrDerive(Secret, "salt", "new");

        Assert.Equal(1, cache.Remove("old"));
        Assert.Equal(0, cache.Remove("old"));

        Assert.Throws<ObjectDisposedException>(() => EnvelopeEncryptor.Encrypt([], retired));
        Assert.Same(current, cache.GetOrDerive(Secret, "salt", "new"));
        Assert.NotSame(retired, cache.GetOrDerive(Secret, "salt", "old"));
    }

    [Fact]
    public void A_pair_that_cannot_be_derived_is_not_remembered()
    {
        using var cache = new EncryptionKeyCache(capacity: 1);
        EncryptionKey key = cache.GetOrDerive(Secret, "salt", "current");

        Assert.Throws<FormatException>(() => cache.GetOrDerive("*", "salt", "current"));
        Assert.Throws<ArgumentNullException>(() => cache.GetOrDerive(null!, "salt", "current"));

        Assert.Same(key, cache.GetOrDerive(Secret, "salt", "current"));
    }

    [Fact]
    public void Disposing_the_cache_clears_its_keys()
    {
        var cache = new EncryptionKeyCache();
        EncryptionKey key = cache.GetOrDerive(Secret, "salt", "current");

        cache.Dispose();

        Assert.Throws<ObjectDisposedException>(() => EnvelopeEncryptor.Encrypt([], key));
        Assert.NotEmpty(EnvelopeEncryptor.Encrypt([], cache.GetOrDerive(Secret, "salt", "current")));
    }

    [Fact]
    public void A_cache_for_no_key_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EncryptionKeyCache(capacity: 0));
}
