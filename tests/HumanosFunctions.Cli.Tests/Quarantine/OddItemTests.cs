using HumanosFunctions.Cli.Tests.CommandLine;

namespace HumanosFunctions.Cli.Tests.Quarantine;

/// <summary>Whatever lies in the folder of the quarantine, the commands do the rest and end with exit code 1.</summary>
public sealed class OddItemTests
{
    private const string Loop = "2020/01/01/loop";
    private const string Folder = "2020/01/01/folder";

    private static readonly string[] WithoutHeader = ["2020/01/01/empty", "2020/01/01/foreign", "2020/01/01/header"];

    [UnixFact]
    public async Task Odd_items_are_listed_with_the_others()
    {
        using var kept = new KeptDeliveries();
        string name = await WithOddItemsAsync(kept);

        CommandRun list = await kept.RunAsync("list");

        Assert.Equal(1, list.ExitCode);
        Assert.All(WithoutHeader, odd => Assert.Contains($"{odd}  NoHeader", list.Lines));
        Assert.Contains($"{Loop}  Unreadable", list.Lines);
        Assert.Contains(list.Lines, line => line.StartsWith($"{name}  ", StringComparison.Ordinal) && line.Contains("NoKeyFits", StringComparison.Ordinal));
        Assert.Equal("5 kept", list.Lines[^1]);
    }

    [UnixFact]
    public async Task An_odd_item_is_not_shown_and_said_so()
    {
        using var kept = new KeptDeliveries();
        await WithOddItemsAsync(kept);

        foreach (string odd in WithoutHeader.Append(Loop).Append(Folder))
        {
            CommandRun show = await kept.RunAsync("show", odd);

            Assert.Equal(1, show.ExitCode);
            Assert.StartsWith($"{odd}: ", show.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", show.Error, StringComparison.Ordinal);
        }
    }

    [UnixFact]
    public async Task A_purge_deletes_the_others()
    {
        using var kept = new KeptDeliveries();
        string name = await WithOddItemsAsync(kept);

        CommandRun purge = await kept.RunAsync("purge", Folder, Loop, name, "--yes");

        Assert.Equal(1, purge.ExitCode);
        Assert.Contains($"{Folder}: not deleted, it is gone or not a file.", purge.Lines);
        Assert.Equal("quarantine: 2 of 3 deleted.", purge.Lines[^1]);
        Assert.DoesNotContain(Loop, await kept.NamesAsync());
        Assert.DoesNotContain(name, await kept.NamesAsync());
    }

    [UnixFact]
    public async Task A_purge_by_age_leaves_what_does_not_tell_its_age()
    {
        using var kept = new KeptDeliveries();
        string name = await WithOddItemsAsync(kept);

        CommandRun purge = await kept.RunAsync("purge", "--all", "--older-than", "1d", "--yes");

        Assert.Equal(1, purge.ExitCode);
        Assert.All(WithoutHeader.Append(Loop), odd => Assert.Contains($"{odd}: not deleted, its age is not known.", purge.Lines));
        Assert.Equal("quarantine: 1 of 1 deleted.", purge.Lines[^1]);
        Assert.DoesNotContain(name, await kept.NamesAsync());
    }

    private static async Task<string> WithOddItemsAsync(KeptDeliveries kept)
    {
        await kept.WriteAsync("2020/01/01/empty", []);
        await kept.WriteAsync("2020/01/01/foreign", [0xff, 0x00, 0x0a, 0xfe]);
        await kept.WriteAsync("2020/01/01/header", "{\"timestamp\":7}\nbody"u8.ToArray());
        Directory.CreateDirectory(kept.PathOf(Folder));
        File.CreateSymbolicLink(kept.PathOf(Loop), kept.PathOf(Loop));
        Directory.CreateSymbolicLink(kept.PathOf("2020/01/01/around"), kept.PathOf("2020"));
        return await kept.KeepAsync(TimeSpan.FromDays(31));
    }
}
