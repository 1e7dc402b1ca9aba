using System.Text.Json.Nodes;
using Testing;

namespace Pictures;

/// <summary>The way of a delivery. Subscriptions and queues come from the topology, functions from their source files.</summary>
public static class FlowPicture
{
    private const int RowHeight = 62;

    private static readonly Box Humanos = new(10, 34, 110, 48, Kind.Outside, "Humanos", "signed, encrypted");
    private static readonly Box Ingest = new(170, 34, 210, 48, Kind.Code, "Ingest function", "verify · decrypt · describe · publish");
    private static readonly Box Topic = new(430, 34, 130, 48, Kind.Messages, "Topic", "humanos-events");
    private static readonly Box Vault = new(170, 150, 210, 48, Kind.Data, "Key Vault", "secrets, two generations");
    private static readonly Box Payloads = new(170, 230, 210, 48, Kind.Data, "Payload store", "events above 240 KiB");
    private static readonly Box Quarantine = new(170, 310, 210, 48, Kind.Data, "Quarantine", "genuine, but not readable");
    private static readonly Box State = new(960, 34, 135, 48, Kind.Data, "State store", "Tables or SQLite");
    private static readonly Box Requests = new(960, 150, 135, 48, Kind.Code, "Request functions", "GET /api/requests");

    public static string Draw()
    {
        JsonNode entities = JsonNode.Parse(File.ReadAllText(RepositoryFiles.Path("infra", "servicebus.json")))!["UserConfig"]!["Namespaces"]![0]!;
        string[] subscriptions = Names(entities["Topics"]![0]!["Subscriptions"]!);
        string[] queues = Names(entities["Queues"]!);
        int height = Math.Max(390, 34 + ((subscriptions.Length + queues.Length) * RowHeight));
        Drawing drawing = new Drawing(1105, height, "The way of a delivery",
                "Humanos posts to the Ingest function, which verifies, decrypts, describes and publishes to the topic; a function for each subscription processes the event and stores state.")
            .Add(Humanos, Ingest, Topic, Vault, Payloads, Quarantine, State, Requests)
            .Right(Humanos, Ingest)
            .Right(Ingest, Topic)
            .Path("M170 68H155V174H170")
            .Path("M170 68H155V254H170")
            .Path("M170 68H155V334H170")
            .Down(State, Requests);
        int row = 0;
        foreach (string name in subscriptions)
        {
            Box subscription = At(row++, name, "subscription");
            drawing.Add(subscription).Right(Topic, subscription, 578);
            AddReader(drawing, subscription, name);
        }

        foreach (string name in queues)
        {
            Box queue = At(row++, name, "queue");
            drawing.Add(queue);
            AddReader(drawing, queue, name["humanos-".Length..]);
        }

        return drawing.ToString();
    }

    private static Box At(int row, string name, string detail) => new(595, 34 + (row * RowHeight), 165, 48, Kind.Messages, name, detail);

    private static void AddReader(Drawing drawing, Box entity, string name)
    {
        string function = string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        bool isOurs = File.Exists(RepositoryFiles.Path("src", "HumanosFunctions", "Functions", $"{function}Function.cs"));
        Box reader = isOurs
            ? entity with { X = 790, Width = 130, Kind = Kind.Code, Title = function, Detail = "function" }
            : entity with { X = 790, Width = 130, Kind = Kind.Outside, Title = "Your services", Detail = "any Service Bus SDK" };
        drawing.Add(reader).Right(entity, reader);
        if (function == "Archive")
        {
            Box archive = reader with { X = State.X, Width = State.Width, Kind = Kind.Data, Title = "Archive", Detail = "blobs or files" };
            drawing.Add(archive).Right(reader, archive);
        }
        else if (isOurs)
        {
            drawing.Right(reader, State, 945);
        }
    }

    private static string[] Names(JsonNode entities) => [.. entities.AsArray().Select(entity => (string)entity!["Name"]!)];
}
