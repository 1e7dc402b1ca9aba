using System.Text.Json;
using HumanosFunctions.Cli.Tests.CommandLine;

namespace HumanosFunctions.Cli.Tests.Quarantine;

/// <summary>Filters, short names and dry runs of the commands for the quarantine.</summary>
public sealed class FilterTests
{
    [Theory]
    [InlineData(1, "--reason", "nokeyfits")]
    [InlineData(1, "--since", "3d")]
    [InlineData(2, "--until", "1h")]
    [InlineData(0, "--since", "1h")]
    [InlineData(1, "--from", "3d")]
    [InlineData(2, "--to", "1h")]
    public async Task A_list_has_only_what_matches(int expected, string option, string value)
    {
        using var kept = new KeptDeliveries();
        await kept.KeepAsync(TimeSpan.FromDays(2), "NoKeyFits");
        await kept.KeepAsync(TimeSpan.FromDays(9), "NotAnObject");

        CommandRun list = await kept.RunAsync("list", "--json", option, value);

        Assert.Equal(0, list.ExitCode);
        Assert.Equal(expected, list.Lines.Count);
    }

    [Fact]
    public async Task The_newest_come_first_by_choice_and_the_reasons_are_counted_at_the_end()
    {
        using var kept = new KeptDeliveries();
        string old = await kept.KeepAsync(TimeSpan.FromDays(9), "NotAnObject");
        string young = await kept.KeepAsync(TimeSpan.FromDays(2), "NoKeyFits");

        CommandRun list = await kept.RunAsync("list", "--newest");

        Assert.StartsWith(young, list.Lines[0], StringComparison.Ordinal);
        Assert.StartsWith(old, list.Lines[1], StringComparison.Ordinal);
        Assert.Equal(["REASON       NUMBER", "NoKeyFits    1", "NotAnObject  1", "2 kept"], list.Lines.Skip(2));
    }

    [Fact]
    public async Task A_name_may_be_shortened_to_what_is_unique()
    {
        using var kept = new KeptDeliveries();
        string name = await kept.KeepAsync(TimeSpan.FromDays(2)), other = await kept.KeepAsync(TimeSpan.FromDays(3));
        string hash = name[(name.LastIndexOf('/') + 1)..];

        CommandRun show = await kept.RunAsync("show", hash[..8]);
        CommandRun purge = await kept.RunAsync("purge", name[..^20], "--yes");

        Assert.Equal(0, show.ExitCode);
        Assert.Equal("quarantine: 1 of 1 deleted.", Assert.Single(purge.Lines));
        Assert.Equal(other, Assert.Single(await kept.NamesAsync()));
    }

    [Fact]
    public async Task A_short_name_that_several_have_is_a_mistake_and_the_day_alone_names_nothing()
    {
        using var kept = new KeptDeliveries();
        await kept.WriteAsync("2020/01/01/abcd1", "no header"u8.ToArray());
        await kept.WriteAsync("2020/01/02/abcd2", "no header"u8.ToArray());

        CommandRun ambiguous = await kept.RunAsync("purge", "abcd", "--yes");
        CommandRun day = await kept.RunAsync("purge", "2020/01/01", "--yes");

        Assert.Equal(2, ambiguous.ExitCode);
        Assert.Contains("NAME 'abcd' is ambiguous", ambiguous.Error, StringComparison.Ordinal);
        Assert.Equal(1, day.ExitCode);
        Assert.Equal(2, (await kept.NamesAsync()).Count);
    }

    [Fact]
    public async Task A_dry_run_names_what_a_purge_would_delete_and_deletes_nothing()
    {
        using var kept = new KeptDeliveries();
        string name = await kept.KeepAsync(TimeSpan.FromDays(2), "NoKeyFits");
        await kept.KeepAsync(TimeSpan.FromDays(2.5), "NotAnObject");

        CommandRun run = await kept.RunAsync("purge", "--reason", "NoKeyFits", "--dry-run");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal([name, "quarantine: 1 of 1 would be deleted."], run.Lines);
        Assert.Equal(2, (await kept.NamesAsync()).Count);
    }

    [Fact]
    public async Task A_dry_run_names_what_a_replay_would_process_and_needs_no_broker()
    {
        using var kept = new KeptDeliveries();
        string name = await kept.KeepAsync(TimeSpan.FromDays(2));

        CommandRun run = await kept.RunAsync("replay", "--all", "--dry-run", "--amqp-port", $"{FreePort.Next()}");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal([name, "1 would be replayed, 0 not"], run.Lines);
    }
}
