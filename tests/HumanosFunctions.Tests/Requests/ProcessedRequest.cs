using System.Text.Json;
using Humanos.Webhooks;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Publishing;
using HumanosFunctions.Requests;
using HumanosFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Tests.Requests;

/// <summary>The default handlers over a store of their own: events in, the request's document out.</summary>
internal sealed class ProcessedRequest : IAsyncDisposable
{
    public static readonly DateTimeOffset SignedAt = new(2026, 6, 2, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("humanos-processed-");
    private readonly Sender _sender = new();
    private readonly ServiceProvider _services;

    public IStateStore Store { get; }

    public ProcessedRequest(params (string Key, string Value)[] settings)
        : this(store: null, settings)
    {
    }

    /// <param name="store">Null for a database of its own.</param>
    /// <param name="settings">Beside those that every test needs.</param>
    public ProcessedRequest(IStateStore? store, params (string Key, string Value)[] settings)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Humanos:SqlitePath"] = Path.Combine(_folder.FullName, "store.db"),
                ["Humanos:SignatureSecret"] = Sender.SignatureSecret,
                ["Humanos:EncryptionSecret"] = Sender.EncryptionSecret,
                ["Humanos:EncryptionSalt"] = Sender.EncryptionSalt,
                ["Humanos:TopicName"] = "humanos-events",
                ["ServiceBusConnection:fullyQualifiedNamespace"] = "unused.servicebus.example",
            })
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value))
            .Build();
        IServiceCollection services = new ServiceCollection().AddLogging().AddHumanosFunctions(configuration);
        if (store is not null)
        {
            services.AddSingleton(store);
        }

        _services = services.BuildServiceProvider();
        Store = _services.GetRequiredService<IStateStore>();
    }

    /// <summary>Puts a payload through description and processing, as if it had come over the topic.</summary>
    public async Task ProcessAsync(byte[] json)
    {
        DecryptedEvent decrypted = _sender.Open(_sender.Seal(json, SignedAt), SignedAt);
        RoutingFacts routing = RoutingFacts.Read(decrypted)!;
        EventMessage message = EventMessage.Describe(decrypted, routing, resource: null, SignedAt);
        HumanosEvent parsed = Assert.IsType<EventParsing.Parsed>(HumanosEvent.Parse(json)).Event;
        var facts = new EventFacts
        {
            EventId = message.Id,
            RequestId = RequestKey.Of(parsed, message.Id),
            EventType = routing.EventType ?? string.Empty,
            ApiVersion = routing.ApiVersion,
            Issuer = routing.Issuer ?? string.Empty,
            OccurredAt = routing.OccurredAt ?? SignedAt,
            ReceivedAt = SignedAt,
        };
        Assert.IsType<HandlingResult.Handled>(await _services.GetRequiredService<EventDispatch>().HandleAsync(parsed, facts, CancellationToken.None));
    }

    public async Task<JsonElement> DocumentAsync(string requestId)
    {
        IReadOnlyList<StateRow> rows = await Store.OfRequestAsync(requestId, CancellationToken.None);
        using var buffer = new MemoryStream();
        await using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            RequestDocument.Write(json, requestId, rows);
            json.WriteEndObject();
        }

        return JsonSerializer.Deserialize<JsonElement>(buffer.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        _sender.Dispose();
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
