using HumanosFunctions.Payloads;

namespace HumanosFunctions.Tests.Payloads;

/// <summary>What a crash leaves behind is removed, and a completed write is on the disk with its name.</summary>
public sealed class DurableFolderTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("humanos-durable-");

    private string Unfinished => Path.Combine(_root.FullName, ".unfinished");

    public void Dispose() => _root.Delete(recursive: true);

    [Theory]
    [InlineData("write")]
    [InlineData("create")]
    [InlineData("probe")]
    public async Task The_first_use_after_a_start_removes_what_a_crash_left_and_not_what_another_process_writes(string use)
    {
        string left = await LeaveAsync("left", TimeSpan.FromHours(2)), written = await LeaveAsync("written", TimeSpan.FromMinutes(50));
        var folder = new DurableFolder(_root.FullName);

        await (use switch
        {
            "write" => folder.WriteAsync(folder.PathOf("a/b"), new byte[1], CancellationToken.None),
            "create" => folder.TryCreateAsync(folder.PathOf("a/b"), new byte[1], CancellationToken.None),
            _ => folder.ProbeAsync(CancellationToken.None),
        });

        Assert.Equal([written], Directory.EnumerateFiles(Unfinished));
        Assert.False(File.Exists(left));
    }

    [Fact]
    public async Task What_is_removed_later_is_an_hour_old()
    {
        string left = await LeaveAsync("left", TimeSpan.FromMinutes(10));

        new DurableFolder(_root.FullName).DeleteUnfinished(DateTimeOffset.UtcNow.AddMinutes(45));
        Assert.True(File.Exists(left));
        new DurableFolder(_root.FullName).DeleteUnfinished(DateTimeOffset.UtcNow.AddMinutes(51));

        Assert.False(File.Exists(left));
    }

    [Fact]
    public void A_folder_can_be_flushed_and_one_that_is_not_there_is_told()
    {
        UnixFolder.Flush(_root.FullName);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Contains("missing", Assert.Throws<IOException>(() => UnixFolder.Flush(Path.Combine(_root.FullName, "missing"))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_call_returns_after_a_flush_that_began_after_it_and_calls_share_flushes()
    {
        const int Calls = 200;
        long clock = 0, begun = 0, flushes = 0;
        var flush = new FolderFlush(_ =>
        {
            Interlocked.Exchange(ref begun, Interlocked.Increment(ref clock));
            Interlocked.Increment(ref flushes);
            Thread.Sleep(5);
        });
        var failed = 0;
        Thread[] threads = [.. Enumerable.Range(0, 20).Select(_ => new Thread(() =>
        {
            for (int call = 0; call < Calls / 20; call++)
            {
                long asked = Interlocked.Increment(ref clock);
                flush.Flush("folder");
                if (Interlocked.Read(ref begun) < asked)
                {
                    Interlocked.Increment(ref failed);
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        await Task.Run(() => Array.ForEach(threads, thread => thread.Join()));

        Assert.Equal(0, failed);
        Assert.InRange(flushes, 1, Calls / 2);
    }

    [Fact]
    public void A_flush_that_fails_is_told_and_the_next_call_flushes_again()
    {
        int flushes = 0;
        var flush = new FolderFlush(_ =>
        {
            if (++flushes == 1)
            {
                throw new IOException("The disk fails.");
            }
        });

        Assert.Throws<IOException>(() => flush.Flush("folder"));
        flush.Flush("folder");

        Assert.Equal(2, flushes);
    }

    private async Task<string> LeaveAsync(string name, TimeSpan age)
    {
        Directory.CreateDirectory(Unfinished);
        string path = Path.Combine(Unfinished, name);
        await File.WriteAllTextAsync(path, "half");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow - age);
        return path;
    }
}
