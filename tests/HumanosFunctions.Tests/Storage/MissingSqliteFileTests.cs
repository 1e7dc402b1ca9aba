using HumanosFunctions.Storage;
using HumanosFunctions.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Tests.Storage;

/// <summary>What is stored while the store runs is what the next start finds, whoever takes the file away.</summary>
public sealed class MissingSqliteFileTests
{
    public static TheoryData<string> Removals => ["state.db", "state.db-wal", "everything", "folder"];

    [Theory]
    [MemberData(nameof(Removals))]
    public async Task A_file_that_is_removed_fails_one_write_and_is_made_anew(string removed)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // It lets nobody take an open file away.
        }

        await using var tested = new TestedSqlite();
        IStateStore store = tested.Open();
        await store.PutAsync(Rows.Row(key: "before"));
        tested.Remove(removed);

        await Assert.ThrowsAnyAsync<IOException>(() => store.PutAsync(Rows.Row(key: "after")));
        await store.PutAsync(Rows.Row(key: "after"));

        await Assert.ThrowsAnyAsync<IOException>(() => store.ProbeAsync(CancellationToken.None));
        await store.ProbeAsync(CancellationToken.None);
        Assert.Contains(await tested.Open().OfRequestAsync("request-1", CancellationToken.None), row => row.Key == "after");
    }

    [Theory]
    [MemberData(nameof(Removals))]
    public async Task The_probe_notices_a_removed_file_once_and_then_it_is_there_again(string removed)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // It lets nobody take an open file away.
        }

        await using var tested = new TestedSqlite();
        IStateStore store = tested.Open();
        await store.PutAsync(Rows.Row());
        tested.Remove(removed);

        await Assert.ThrowsAnyAsync<IOException>(() => store.ProbeAsync(CancellationToken.None));

        await store.ProbeAsync(CancellationToken.None);
        Assert.Equal([RowWrite.Stored], await store.PutAsync(Rows.Row(key: "after")));
        Assert.Contains(await tested.Open().OfRequestAsync("request-1", CancellationToken.None), row => row.Key == "after");
    }

    [Fact]
    public async Task A_file_that_is_replaced_by_another_takes_what_comes_after()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // It lets nobody take an open file away.
        }

        await using var tested = new TestedSqlite();
        await using var other = new TestedSqlite();
        await other.Open().PutAsync(Rows.Row(key: "other"));
        IStateStore store = tested.Open();
        await store.PutAsync(Rows.Row(key: "before"));
        await other.CloseAsync();
        other.MoveTo(tested);

        await Assert.ThrowsAnyAsync<IOException>(() => store.PutAsync(Rows.Row(key: "after")));
        await store.PutAsync(Rows.Row(key: "after"));

        Assert.Equal(["after", "other"], (await store.OfRequestAsync("request-1", CancellationToken.None)).Select(row => row.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_log_of_a_removed_file_that_cannot_be_deleted_fails_writes_and_holds_up_none()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // It lets nobody take an open file away.
        }

        await using var tested = new TestedSqlite();
        IStateStore store = tested.Open();
        await store.PutAsync(Rows.Row(key: "before"));
        tested.Remove("state.db");
        tested.BlockLog();

        await Assert.ThrowsAnyAsync<Exception>(() => store.PutAsync(Rows.Row(key: "after")).WaitAsync(TimeSpan.FromSeconds(20)));
        await Assert.ThrowsAnyAsync<Exception>(() => store.PutAsync(Rows.Row(key: "after")).WaitAsync(TimeSpan.FromSeconds(20)));

        tested.UnblockLog();
        await store.PutAsync(Rows.Row(key: "after")).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(["after"], (await store.OfRequestAsync("request-1", CancellationToken.None)).Select(row => row.Key));
    }

    [Fact]
    public async Task A_file_that_is_no_database_fails_every_write_and_the_probe()
    {
        await using var tested = new TestedSqlite();
        IStateStore store = tested.Open();
        tested.Write("This is a text of more than a hundred characters, which nobody would take for a database, whoever looks at it closely.");

        Assert.Equal(26, (await Assert.ThrowsAsync<SqliteException>(() => store.PutAsync(Rows.Row()))).SqliteErrorCode);
        Assert.Equal(26, (await Assert.ThrowsAsync<SqliteException>(() => store.ProbeAsync(CancellationToken.None))).SqliteErrorCode);
    }

    [Fact]
    public async Task A_folder_that_takes_no_file_fails_every_write_and_the_probe()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // The folder of the kernel takes no file from anybody, also not from root.
        }

        await using var store = new SqliteStateStore("/sys/humanos.db", TimeProvider.System);

        Assert.Equal(14, (await Assert.ThrowsAsync<SqliteException>(() => store.ProbeAsync(CancellationToken.None))).SqliteErrorCode);
        Assert.Equal(14, (await Assert.ThrowsAsync<SqliteException>(() => store.PutAsync(Rows.Row()))).SqliteErrorCode);
    }

    [Fact]
    public async Task The_probe_fails_while_another_holds_the_write_lock_and_changes_nothing_after()
    {
        await using var tested = new TestedSqlite();
        IStateStore store = tested.Open();
        await store.PutAsync(Rows.Row());
        await using (SqliteConnection other = await tested.ConnectAsync())
        {
            await using SqliteTransaction held = other.BeginTransaction();
            Assert.Equal(5, (await Assert.ThrowsAsync<SqliteException>(() => store.ProbeAsync(CancellationToken.None))).SqliteErrorCode);
        }

        await store.ProbeAsync(CancellationToken.None);
        Assert.Equal([Rows.Describe(Rows.Row())], await store.DescribeAsync());
    }
}
