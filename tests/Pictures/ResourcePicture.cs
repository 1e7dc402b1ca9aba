using System.Text.RegularExpressions;
using Testing;

namespace Pictures;

/// <summary>What the Bicep files create, each type of resource at its place; a type without a place stops the drawing.</summary>
public static partial class ResourcePicture
{
    private static readonly Box Humanos = new(10, 62, 110, 48, Kind.Outside, "Humanos", "https");
    private static readonly Box Subscribers = new(880, 142, 120, 48, Kind.Outside, "Your services", "own identities");
    private static readonly Box App = new(180, 62, 200, 48, Kind.Code, "Function app", "Flex Consumption plan");
    private static readonly Box Identity = new(180, 222, 200, 48, Kind.Tool, "Managed identity", "role assignments only");
    private static readonly Box Vault = new(560, 62, 240, 48, Kind.Data, "Key Vault", "three secrets, audit log");
    private static readonly Box Bus = new(560, 142, 240, 48, Kind.Messages, "Service Bus namespace", "topic, subscriptions, queues");
    private static readonly Box Storage = new(560, 222, 240, 48, Kind.Data, "Storage account", "state, payloads, packages");
    private static readonly Box Insights = new(560, 302, 240, 48, Kind.Data, "Application Insights", "and Log Analytics workspace");
    private static readonly Box Operations = new(180, 302, 200, 48, Kind.Tool, "Alerts and workbook", "action group with your mail");
    private static readonly Box Network = new(180, 402, 620, 48, Kind.Outside, "Virtual network, private endpoints, private DNS", "only with HUMANOS_PRIVATE_NETWORK");

    private static readonly Dictionary<string, Box> Places = new()
    {
        ["Microsoft.Web/"] = App,
        ["Microsoft.ManagedIdentity/"] = Identity,
        ["Microsoft.Authorization/roleAssignments"] = Identity,
        ["Microsoft.KeyVault/"] = Vault,
        ["Microsoft.ServiceBus/"] = Bus,
        ["Microsoft.Storage/"] = Storage,
        ["Microsoft.Insights/components"] = Insights,
        ["Microsoft.Insights/diagnosticSettings"] = Insights,
        ["Microsoft.OperationalInsights/"] = Insights,
        ["Microsoft.Insights/"] = Operations,
        ["Microsoft.Network/"] = Network,
    };

    public static string Draw()
    {
        Box[] created = [.. Types().Where(type => type != "Microsoft.Resources/resourceGroups").Select(PlaceOf).Distinct().OrderBy(box => box.Y).ThenBy(box => box.X)];
        return new Drawing(1010, 480, "The deployed resources",
                "Humanos calls the function app. The app signs in with one managed identity to Key Vault, Service Bus, storage and Application Insights. Your services read from Service Bus.")
            .Frame(150, 16, 700, 454, "Resource group")
            .Add(Humanos, Subscribers)
            .Add(created)
            .Right(Humanos, App)
            .Down(App, Identity)
            .Right(App, Vault)
            .Right(App, Bus)
            .Right(App, Storage)
            .Right(App, Insights)
            .Right(Bus, Subscribers)
            .Path($"M{Insights.X} 338H{Operations.X + Operations.Width}")
            .ToString();
    }

    private static Box PlaceOf(string type) =>
        Places.Where(place => type.StartsWith(place.Key, StringComparison.Ordinal)).MaxBy(place => place.Key.Length).Value
        ?? throw new InvalidOperationException($"{type} has no place in the picture of the resources.");

    private static IEnumerable<string> Types() => Directory
        .GetFiles(RepositoryFiles.Path("infra"), "*.bicep", SearchOption.AllDirectories)
        .SelectMany(file => Declaration().Matches(File.ReadAllText(file)))
        .Select(match => match.Groups[1].Value)
        .Distinct();

    [GeneratedRegex(@"^resource \w+ '([\w./]+)@[\w-]+' = (?!existing)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
