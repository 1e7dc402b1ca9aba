using System.Net;
using System.Text;

namespace Pictures;

/// <summary>What a box stands for; each has a colour of its own.</summary>
public enum Kind
{
    Outside,
    Code,
    Messages,
    Data,
    Tool,
}

/// <summary>A labelled rectangle. Coordinates are the SVG's user units; the second line is smaller.</summary>
public sealed record Box(int X, int Y, int Width, int Height, Kind Kind, string Title, string Detail = "");

/// <summary>Collects boxes and arrows and writes them as an SVG that follows the reader's light or dark theme.</summary>
public sealed class Drawing(int width, int height, string title, string description)
{
    private const string Style = """
          <style>
            text { font: 14px system-ui, 'Segoe UI', sans-serif; fill: #1f2328; text-anchor: middle }
            .detail { font-size: 11.5px; fill: #59636e }
            .group { fill: none; stroke: #8c959f; stroke-dasharray: 5 4 }
            .heading { text-anchor: start; font-size: 12px; fill: #59636e }
            rect { stroke: #8c959f; fill: #f6f8fa }
            .code rect { fill: #ddf4ff; stroke: #0969da }
            .messages rect { fill: #fff1e5; stroke: #bc4c00 }
            .data rect { fill: #dafbe1; stroke: #1a7f37 }
            .tool rect { fill: #fbefff; stroke: #8250df }
            path { stroke: #59636e; fill: none }
            marker path { fill: #59636e; stroke: none }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3 }
              .detail, .heading { fill: #9198a1 }
              rect { fill: #151b23; stroke: #656c76 }
              .code rect { fill: #12233b; stroke: #4493f8 }
              .messages rect { fill: #2e1c0d; stroke: #db6d28 }
              .data rect { fill: #10261a; stroke: #3fb950 }
              .tool rect { fill: #221a33; stroke: #ab7df8 }
              path { stroke: #9198a1 }
              marker path { fill: #9198a1 }
            }
          </style>
          <defs><marker id="end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>
        """;

    private readonly StringBuilder _shapes = new();

    public Drawing Add(params ReadOnlySpan<Box> boxes)
    {
        foreach (Box box in boxes)
        {
            Line($"<g class=\"{box.Kind.ToString().ToLowerInvariant()}\"><rect x=\"{box.X}\" y=\"{box.Y}\" width=\"{box.Width}\" height=\"{box.Height}\" rx=\"6\"/>");
            int middle = box.X + (box.Width / 2), centre = box.Y + (box.Height / 2);
            Line(box.Detail.Length == 0
                ? $"<text x=\"{middle}\" y=\"{centre + 5}\">{Text(box.Title)}</text></g>"
                : $"<text x=\"{middle}\" y=\"{centre - 3}\">{Text(box.Title)}</text><text class=\"detail\" x=\"{middle}\" y=\"{centre + 14}\">{Text(box.Detail)}</text></g>");
        }

        return this;
    }

    /// <summary>From the right side of one box to the left side of another, with one bend where they are not level.</summary>
    public Drawing Right(Box from, Box to, int? bendAt = null)
    {
        int y = from.Y + (from.Height / 2), target = to.Y + (to.Height / 2), start = from.X + from.Width;
        return Path(y == target ? $"M{start} {y}H{to.X}" : $"M{start} {y}H{bendAt ?? ((start + to.X) / 2)}V{target}H{to.X}");
    }

    /// <summary>From the bottom of one box to the top of another.</summary>
    public Drawing Down(Box from, Box to)
    {
        int x = from.X + (from.Width / 2), target = to.X + (to.Width / 2), start = from.Y + from.Height;
        return Path(x == target ? $"M{x} {start}V{to.Y}" : $"M{x} {start}V{(start + to.Y) / 2}H{target}V{to.Y}");
    }

    public Drawing Path(string data)
    {
        Line($"<path marker-end=\"url(#end)\" d=\"{data}\"/>");
        return this;
    }

    /// <summary>A dashed frame with a heading; add it before what stands inside.</summary>
    public Drawing Frame(int x, int y, int frameWidth, int frameHeight, string heading)
    {
        Line($"<rect class=\"group\" x=\"{x}\" y=\"{y}\" width=\"{frameWidth}\" height=\"{frameHeight}\" rx=\"8\"/><text class=\"heading\" x=\"{x + 10}\" y=\"{y + 18}\">{Text(heading)}</text>");
        return this;
    }

    public override string ToString() =>
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="title description">
          <title id="title">{Text(title)}</title>
          <desc id="description">{Text(description)}</desc>
        {Style}
        {_shapes}</svg>

        """.ReplaceLineEndings("\n");

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private void Line(string shape) => _shapes.Append("  ").Append(shape).Append('\n');
}
