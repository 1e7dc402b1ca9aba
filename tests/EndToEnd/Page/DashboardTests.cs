using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bootstrap;
using EndToEnd.Serving;

namespace EndToEnd.Page;

/// <summary>The Aspire dashboard as <c>dotnet run.cs --dashboard</c> starts it.</summary>
public sealed partial class DashboardTests
{
    [SkippableFact]
    public async Task It_shows_the_log_lines_and_traces_of_a_delivery_to_those_who_have_its_token()
    {
        Skip.If(Chromium.Path is null || !Node.IsPresent, "Needs Chromium, Node and npm.");
        DirectoryInfo data = Directory.CreateTempSubdirectory("humanos-dashboard-");
        await using Dashboard dashboard = await StartAsync();
        await using LocalProcess host = LocalProcess.Start(["--port", "0", "--amqp-port", "0", "--data", data.FullName, "--dashboard"], new Dictionary<string, string?>(dashboard.Settings)
        {
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
        });
        var webhook = new Uri((await host.WaitForLineAsync(Ready())).Groups["url"].Value);
        string address = (await host.WaitForLineAsync(Address())).Groups["url"].Value;
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using HttpResponseMessage stranger = await http.GetAsync(new Uri(new Uri(address), "/traces"));

        string eventId = await SendAsync(http, webhook);
        string scripts = RepositoryFiles.Path("tests", "EndToEnd", "Page", "js");
        await Node.InstallAsync(scripts);
        await Node.RunScriptAsync(Path.Combine(scripts, "dashboard.mjs"), [address, eventId], environment: [KeyValuePair.Create("HUMANOS_TEST_CHROMIUM", Chromium.Path!)]);

        Assert.Equal(HttpStatusCode.Redirect, stranger.StatusCode);
        Assert.Contains("/login", stranger.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(0, await host.StopAsync());
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task Without_run_cs_the_option_is_refused()
    {
        await using LocalProcess host = LocalProcess.Start(["--port", "0", "--amqp-port", "0", "--dashboard"]);

        Assert.Equal(2, await host.WaitForExitAsync());
        Assert.Contains("--dashboard needs 'dotnet run.cs', which starts the dashboard.", host.Lines);
    }

    private static async Task<string> SendAsync(HttpClient http, Uri webhook)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(webhook, "/local/send"))
        {
            Content = new StringContent("{\"sample\":\"2026-05-17/credential\",\"count\":1,\"again\":false}", Encoding.UTF8, "application/json"),
            Headers = { { "x-humanos-local", "1" } },
        };
        using HttpResponseMessage answer = await http.SendAsync(request);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["results"]![0]!["messageId"]!;
    }

    private static async Task<Dashboard> StartAsync()
    {
        try
        {
            return await Dashboard.StartAsync(Repository.Of(RepositoryFiles.Path("run.cs")));
        }
        catch (BootstrapException problem) when (problem.Message.Contains("feed", StringComparison.Ordinal))
        {
            Skip.If(true, problem.Message);
            throw;
        }
    }

    [GeneratedRegex(@"^ready (?<url>\S+)")]
    private static partial Regex Ready();

    [GeneratedRegex(@"^  dashboard  (?<url>\S+)")]
    private static partial Regex Address();
}
