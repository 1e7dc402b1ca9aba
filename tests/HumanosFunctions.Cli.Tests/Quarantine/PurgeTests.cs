using HumanosFunctions.Cli.Tests.CommandLine;

namespace HumanosFunctions.Cli.Tests.Quarantine;

public sealed class PurgeTests
{
    [Fact]
    public async Task Without_confirmation_it_only_tells_what_it_would_delete()
    {
        using var kept = new KeptDeliveries();
        string old = await kept.KeepAsync(TimeSpan.FromDays(31));
        string young = await kept.KeepAsync(TimeSpan.FromDays(29));

        CommandRun purge = await kept.RunAsync("purge", "--all", "--older-than", "30d");

        Assert.Equal(2, purge.ExitCode);
        Assert.Equal("quarantine: 1 would be deleted, 1 are younger, 0 are not there. Add --yes to delete them.", Assert.Single(purge.Lines));
        Assert.Equal([old, young], await kept.NamesAsync());
    }

    [Fact]
    public async Task With_it_the_chosen_ones_are_deleted_and_counted()
    {
        using var kept = new KeptDeliveries();
        string chosen = await kept.KeepAsync(TimeSpan.FromDays(1));
        string other = await kept.KeepAsync(TimeSpan.FromDays(2));

        CommandRun purge = await kept.RunAsync("purge", chosen, chosen, "--yes");

        Assert.Equal(0, purge.ExitCode);
        Assert.Equal("quarantine: 1 of 1 deleted.", Assert.Single(purge.Lines));
        Assert.Equal(other, Assert.Single(await kept.NamesAsync()));
    }

    [Theory]
    [InlineData("30d")]
    [InlineData("30.00:00:00")]
    public async Task What_is_younger_than_asked_for_or_does_not_tell_its_age_stays(string olderThan)
    {
        using var kept = new KeptDeliveries();
        await kept.KeepAsync(TimeSpan.FromDays(31));
        string young = await kept.KeepAsync(TimeSpan.FromDays(29));
        await kept.WriteAsync("2020/01/01/without", "no header"u8.ToArray());

        CommandRun purge = await kept.RunAsync("purge", "--all", "--older-than", olderThan, "--yes");

        Assert.Equal(1, purge.ExitCode);
        Assert.Equal(["2020/01/01/without: not deleted, its age is not known.", "quarantine: 1 of 1 deleted, 1 younger left alone."], purge.Lines);
        Assert.Equal(["2020/01/01/without", young], await kept.NamesAsync());
    }

    [Theory]
    [InlineData("2020/01/01/nothing")]
    [InlineData("../../humanos.db")]
    public async Task A_name_that_nothing_has_is_told_and_the_others_are_deleted(string missing)
    {
        using var kept = new KeptDeliveries();
        string name = await kept.KeepAsync(TimeSpan.FromDays(1));

        CommandRun purge = await kept.RunAsync("purge", missing, name, "--yes");

        Assert.Equal(1, purge.ExitCode);
        Assert.Equal([$"{missing}: not found.", "quarantine: 1 of 2 deleted."], purge.Lines);
        Assert.Empty(await kept.NamesAsync());
    }
}
