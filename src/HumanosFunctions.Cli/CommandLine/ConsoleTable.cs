using Spectre.Console;
using Spectre.Console.Rendering;

namespace HumanosFunctions.Cli.CommandLine;

/// <summary>
/// Writes a table with headings. Cells are text and never markup, so nothing in them can forge a style, a column or a
/// terminal sequence. Only a terminal limits the width and shows colors.
/// </summary>
internal static class ConsoleTable
{
    private const int Gap = 2;

    // Wider than any row: what a file or a pipe gets is not wrapped.
    private const int Unlimited = 1_000_000;

    /// <param name="output">Where to write.</param>
    /// <param name="headings">One for each column.</param>
    /// <param name="rows">Their cells; <see cref="PlainText"/> makes them safe here.</param>
    public static async Task WriteAsync(TextWriter output, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table().Border(TableBorder.None);
        for (int column = 0; column < headings.Count; column++)
        {
            bool isLast = column == headings.Count - 1;
            // What is copied from a cell must not be broken. The last column has the long text.
            table.AddColumn(new TableColumn(new Text(headings[column], new Style(decoration: Decoration.Bold)))
            {
                Padding = new Padding(0, 0, isLast ? 0 : Gap, 0),
                NoWrap = !isLast,
            });
        }

        foreach (IReadOnlyList<string> row in rows)
        {
            table.AddRow(row.Select(cell => (IRenderable)new Text(cell.Length == 0 ? cell : PlainText.Of(cell))));
        }

        // The table pads its last column with spaces.
        foreach (string line in Render(table, output).Split('\n'))
        {
            if (line.TrimEnd() is { Length: > 0 } text)
            {
                await output.WriteLineAsync(text);
            }
        }
    }

    private static string Render(IRenderable table, TextWriter output)
    {
        using var rendered = new StringWriter();
        bool isTerminal = Terminal.IsUsedBy(output), hasColors = Terminal.HasColors(output);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = hasColors ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = hasColors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(rendered),
        });
        console.Profile.Width = isTerminal ? Terminal.Width : Unlimited;
        console.Write(table);
        return rendered.ToString();
    }
}
