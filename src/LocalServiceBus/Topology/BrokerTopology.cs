using System.Text.Json;
using LocalServiceBus.Topology;

namespace LocalServiceBus;

/// <summary>The queues and topics of one namespace, read from the official emulator's <c>Config.json</c> format.</summary>
public sealed class BrokerTopology
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    internal BrokerTopology(IReadOnlyList<QueueDescription> queues, IReadOnlyList<TopicDescription> topics)
    {
        Queues = queues;
        Topics = topics;
    }

    public IReadOnlyList<QueueDescription> Queues { get; }

    public IReadOnlyList<TopicDescription> Topics { get; }

    /// <exception cref="InvalidDataException">The file is not a valid topology. The exception text names the JSON path.</exception>
    public static BrokerTopology Load(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{path}: {exception.Message}", exception);
        }
    }

    /// <exception cref="InvalidDataException">The text is not a valid topology. The exception text names the JSON path.</exception>
    public static BrokerTopology Parse(string json) => Parse(System.Text.Encoding.UTF8.GetBytes(json));

    /// <exception cref="InvalidDataException">The text is not a valid topology. The exception text names the JSON path.</exception>
    public static BrokerTopology Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json.ToArray(), Lenient);
            return TopologyReader.Read(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"Not JSON: {exception.Message}", exception);
        }
    }
}
