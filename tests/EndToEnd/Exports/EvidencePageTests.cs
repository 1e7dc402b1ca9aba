using System.Diagnostics;
using EndToEnd.Deliveries;
using EndToEnd.Page;
using Microsoft.AspNetCore.Http;

namespace EndToEnd.Exports;

/// <summary>The page prints, and what an event says is text on it and nothing else.</summary>
public sealed class EvidencePageTests
{
    [BrowserTheory]
    [InlineData(1)]
    [InlineData(40)]
    public async Task Chromium_prints_it_and_hostile_text_neither_runs_nor_loads_anything(int events)
    {
        int requested = 0;
        await using var outside = new LoopbackServer(context =>
        {
            Interlocked.Increment(ref requested);
            return context.Response.WriteAsync("");
        });
        await outside.StartAsync();
        string hostile = $"</td><script>document.title='run'</script><img src={outside.Address}x.png><style>@import '{outside.Address}y.css';</style>\u202Edesrever <a href='{outside.Address}'>&amp;";
        await using ExportedIngestor ingestor = await ExportedIngestor.StartAsync();
        for (int number = 0; number < events; number++)
        {
            await ingestor.DeliverAsync(ExportTests.Credential("r1", $"2026-06-01T12:00:{number:00}Z", hostile), "r1");
        }

        await Eventually.IsTrueAsync(
            async () => (await ingestor.Ingestor.Http.StoredAsync(ingestor.Ingestor.Api, "r1"))!.Value.GetProperty("events").GetArrayLength() == events, "all are stored");
        await ingestor.ExportAsync(0, "--request", "r1", "--output", ingestor.Target());
        string page = Path.Combine(ingestor.Target(), "evidence.html");
        string html = await File.ReadAllTextAsync(page);

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<a ", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\u202E", html, StringComparison.Ordinal);
        Assert.Contains("\\u202edesrever", html, StringComparison.Ordinal);

        string pdf = ingestor.Target("evidence.pdf");
        string dom = await BrowseAsync(ingestor.Target("profile"), ["--dump-dom", new Uri(page).AbsoluteUri]);
        await BrowseAsync(ingestor.Target("profile"), ["--no-pdf-header-footer", $"--print-to-pdf={pdf}", new Uri(page).AbsoluteUri]);

        Assert.Contains("<title>Evidence of consent decisions</title>", dom, StringComparison.Ordinal);
        Assert.Equal(0, requested);
        byte[] printed = await File.ReadAllBytesAsync(pdf);
        Assert.StartsWith("%PDF-", System.Text.Encoding.ASCII.GetString(printed, 0, 8), StringComparison.Ordinal);
        Assert.True(PagesOf(printed) >= (events > 1 ? 10 : 1), $"{PagesOf(printed)} pages");
    }

    private static async Task<string> BrowseAsync(string profile, string[] arguments)
    {
        using Process browser = Process.Start(new ProcessStartInfo(
            Chromium.Path!, ["--headless", "--no-sandbox", "--disable-gpu", "--disable-extensions", "--disable-background-networking", $"--user-data-dir={profile}", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = browser.StandardError.ReadToEndAsync();
        string output = await browser.StandardOutput.ReadToEndAsync();
        await browser.WaitForExitAsync();
        Assert.True(browser.ExitCode == 0, await errors);
        return output;
    }

    private static int PagesOf(byte[] pdf) =>
        System.Text.RegularExpressions.Regex.Count(System.Text.Encoding.Latin1.GetString(pdf), @"/Type\s*/Page\b(?!s)");
}
