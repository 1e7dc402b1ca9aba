using HumanosFunctions.Storage;

namespace HumanosFunctions.Tests.Storage;

[Collection(StoreCollection.Name)]
public sealed class RowTests(Azurite azurite)
{
    // Half of a surrogate pair, NUL, the far end of the plane, and all that is forbidden, quoted or escaped somewhere.
    private static readonly string[] OddTexts =
    [
        "", " ", "a", "A", "~", "~0061", "/", "\\", "#", "?", "%", "%2F", "'", "''", "\"", "a/b\\c#d?e%f", "\0", "a\0b", "\u0001\u001f\u007f\u009f",
        "\t\r\n", "é", "e\u0301", "\ud83d\ude00", "\ud83d", "\ude00", "\uffff", "did:web:humanos.tech", "x@y.example", "=", "!", "&+;,$", ".", "..",
        new('k', 400), new('k', 401), new('/', 256), new string('/', 255) + "#", new('€', 600), new string('€', 599) + "$",
    ];

    [Theory, OnSqlite, OnTables]
    public async Task Any_text_is_a_key(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open();
        StateRow[] rows = [.. OddTexts.Select(text => Rows.Row(key: text, content: $"{OddTexts.IndexOf(text)}"))];

        Assert.All(await store.PutAsync(rows), write => Assert.Equal(RowWrite.Stored, write));

        Assert.Equal(rows.Select(Rows.Describe).Order(), (await store.DescribeAsync()).Order());
    }

    [Theory, OnSqlite, OnTables]
    public async Task Any_text_is_a_request_of_its_own(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open();
        StateRow[] rows = [.. OddTexts.Select(text => Rows.Row(request: text, content: $"{OddTexts.IndexOf(text)}"))];

        await store.PutAsync(rows);

        foreach (StateRow row in rows)
        {
            Assert.Equal([Rows.Describe(row)], await store.DescribeAsync(row.RequestId));
        }
    }

    [Theory, OnSqlite, OnTables]
    public async Task Content_of_any_length_comes_back_byte_for_byte(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open();
        int[] lengths = [0, 1, 65_535, 65_536, 65_537, 131_072, StateRow.MaxContentLength];
        StateRow[] rows = [.. lengths.Select(length => Rows.Row(key: $"{length}") with { Content = Bytes(length) })];

        await store.PutAsync(rows);

        Assert.Equal(rows.Select(Rows.Describe).Order(), (await store.DescribeAsync()).Order());
    }

    [Theory, OnSqlite, OnTables]
    public async Task Shorter_content_leaves_nothing_of_the_longer(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open();
        await store.PutAsync(Rows.Row(second: 1) with { Content = Bytes(200_000) });
        StateRow shorter = Rows.Row(second: 2) with { Content = Bytes(70_000) };

        await store.PutAsync(shorter);

        Assert.Equal([Rows.Describe(shorter)], await store.DescribeAsync());
    }

    [Theory, OnSqlite, OnTables]
    public async Task Content_over_the_limit_is_refused_and_nothing_of_the_call_is_stored(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open();

        await Assert.ThrowsAsync<ArgumentException>(() => store.PutAsync(Rows.Row(), Rows.Row(key: "2") with { Content = Bytes(StateRow.MaxContentLength + 1) }));

        Assert.Empty(await store.DescribeAsync());
    }

    private static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
