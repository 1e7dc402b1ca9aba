using System.Xml.Linq;
using Testing;

namespace Pictures;

/// <summary>The projects under <c>src</c> and what each refers to, as their project files say.</summary>
public static class ProjectPicture
{
    private const int Width = 235, Height = 52, ColumnWidth = 290, RowHeight = 84;

    // From left to right as they depend on each other; the second row has what stands beside the app.
    private static readonly Dictionary<string, Box> Boxes = new Dictionary<string, (int Column, int Row, Kind Kind, string Job)>
    {
        ["HumanosFunctions.Local"] = (0, 0, Kind.Tool, "the development host"),
        ["HumanosFunctions.Cli"] = (1, 0, Kind.Tool, "tool: the operator's commands"),
        ["HumanosFunctions"] = (2, 0, Kind.Code, "the function app"),
        ["Humanos.Webhooks"] = (3, 0, Kind.Data, "package: the protocol"),
        ["LocalServiceBus"] = (1, 1, Kind.Messages, "the development broker"),
        ["Humanos.Webhooks.ServiceBus"] = (2, 1, Kind.Data, "package: for subscribers"),
    }.ToDictionary(place => place.Key, place => new Box(
        10 + (place.Value.Column * ColumnWidth), 10 + (place.Value.Row * RowHeight), Width, Height, place.Value.Kind, place.Key, place.Value.Job));

    public static string Draw()
    {
        Dictionary<string, string[]> references = Directory
            .GetDirectories(RepositoryFiles.Path("src"))
            .SelectMany(folder => Directory.GetFiles(folder, "*.csproj"))
            .Order(StringComparer.Ordinal)
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), References);
        var drawing = new Drawing(Boxes.Values.Max(box => box.X) + Width + 10, Boxes.Values.Max(box => box.Y) + Height + 10, "The projects",
            "Each project under src with an arrow to every project that it refers to.");
        foreach ((string name, string[] targets) in references)
        {
            // Through another project is not drawn: the nearest way tells it.
            foreach (string target in targets.Where(target => !targets.Any(other => other != target && Reaches(references, other, target))))
            {
                drawing.Right(Boxes[name], Boxes[target]);
            }
        }

        return drawing.Add([.. references.Keys.Select(name => Boxes[name])]).ToString();
    }

    private static bool Reaches(Dictionary<string, string[]> references, string from, string target) =>
        references[from].Contains(target) || references[from].Any(next => Reaches(references, next, target));

    private static string[] References(string file) =>
    [
        .. XDocument.Load(file).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')))
            .Order(StringComparer.Ordinal),
    ];
}
