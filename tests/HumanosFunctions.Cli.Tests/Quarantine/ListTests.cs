using System.Text.Json;
using HumanosFunctions.Cli.Tests.CommandLine;

namespace HumanosFunctions.Cli.Tests.Quarantine;

public sealed class ListTests
{
    [Fact]
    public async Task For_scripts_each_delivery_is_a_line_of_json()
    {
        using var kept = new KeptDeliveries();
        string name = await kept.KeepAsync(TimeSpan.FromHours(3));

        CommandRun list = await kept.RunAsync("list", "--json");

        using JsonDocument line = JsonDocument.Parse(Assert.Single(list.Lines));
        JsonElement delivery = line.RootElement;
        Assert.Equal(name, delivery.GetProperty("name").GetString());
        Assert.Equal("NoKeyFits", delivery.GetProperty("reason").GetString());
        Assert.Equal("body".Length, delivery.GetProperty("bytes").GetInt64());
        Assert.InRange(delivery.GetProperty("ageSeconds").GetInt64(), 3 * 3600, 4 * 3600);
        Assert.Equal(JsonValueKind.String, delivery.GetProperty("receivedAt").ValueKind);
    }

    [Fact]
    public async Task What_has_no_header_is_listed_too()
    {
        using var kept = new KeptDeliveries();
        await kept.WriteAsync("2020/01/01/without", "no header"u8.ToArray());

        CommandRun list = await kept.RunAsync("list");
        CommandRun json = await kept.RunAsync("list", "--json");

        Assert.Equal((1, 1), (list.ExitCode, json.ExitCode));
        Assert.Equal(["2020/01/01/without  NoHeader", "1 kept"], list.Lines);
        using JsonDocument line = JsonDocument.Parse(Assert.Single(json.Lines));
        Assert.Equal(JsonValueKind.Null, line.RootElement.GetProperty("receivedAt").ValueKind);
    }

    [Fact]
    public async Task Text_of_others_cannot_command_the_terminal()
    {
        using var kept = new KeptDeliveries();
        await kept.KeepAsync(TimeSpan.FromHours(3), "red\u001b[31m\nnext line");

        CommandRun list = await kept.RunAsync("list");

        Assert.Contains("red?[31m?next line", list.Output, StringComparison.Ordinal);
        Assert.Contains("3h 0m old", list.Output, StringComparison.Ordinal);
    }
}
