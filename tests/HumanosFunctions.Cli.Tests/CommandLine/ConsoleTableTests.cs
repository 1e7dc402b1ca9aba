using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.Diagnosis;
using HumanosFunctions.Cli.Diagnosis.Report;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Cli.Tests.CommandLine;

/// <summary>What people see cannot be forged, and what goes to a file is whole and without colors.</summary>
public sealed class ConsoleTableTests
{
    [Theory]
    [InlineData("[red]markup[/]", "[red]markup[/]")]
    [InlineData("[[unclosed", "[[unclosed")]
    [InlineData("red\u001b[31m\r\nnext", "red?[31m??next")]
    [InlineData("left\u202eright", "left\\u202eright")]
    [InlineData("hidden\u200bspace", "hidden\\u200bspace")]
    [InlineData("one\u2028two", "one\\u2028two")]
    public async Task Text_of_others_forges_no_markup_line_or_terminal_sequence(string hostile, string shown)
    {
        string[] lines = await WriteAsync(["A", "B"], [hostile, "last"]);

        Assert.Equal(2, lines.Length);
        Assert.Equal($"{shown}  last", lines[1]);
    }

    [Fact]
    public async Task What_is_redirected_is_not_cut_and_has_no_colors()
    {
        string wide = new('x', 500);

        string[] lines = await WriteAsync(["A", "B"], [wide, wide]);

        Assert.Equal($"{wide}  {wide}", lines[1]);
        Assert.DoesNotContain(lines, line => line.Contains('\u001b', StringComparison.Ordinal));
    }

    [Fact]
    public void Findings_have_colors_only_where_they_are_wanted()
    {
        var finding = Finding.Problem("What\u001b[2J.", "Means.", "Do.");

        Assert.Equal($"problem What?[2J.{Environment.NewLine}        means: Means.{Environment.NewLine}        to do: Do.", FindingPrinter.TextOf(finding, hasColors: false));
        Assert.StartsWith("\u001b[31mproblem \u001b[0mWhat?", FindingPrinter.TextOf(finding, hasColors: true), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "\rcredential: 2 of 9 …\r                    \r")]
    public void Progress_is_shown_on_a_terminal_after_a_second_and_removed(bool isTerminal, string expected)
    {
        var time = new FakeTimeProvider();
        using var error = new StringWriter();
        var progress = new ProgressLine(error, isTerminal, time, "credential");

        progress.Show(1, 9);
        time.Advance(TimeSpan.FromSeconds(1));
        progress.Show(2, 9);
        progress.Show(3, 9);
        progress.Dispose();

        Assert.Equal(expected, $"{error}");
    }

    private static async Task<string[]> WriteAsync(string[] headings, params string[][] rows)
    {
        await using var output = new StringWriter();
        await ConsoleTable.WriteAsync(output, headings, rows);
        return $"{output}".TrimEnd().Split(Environment.NewLine);
    }
}
