using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace EndToEnd.OddMessages;

/// <summary>Sends AMQP messages that the Service Bus SDK would not build, as a client in another language can.</summary>
internal sealed class RawAmqpSender : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly AmqpConnection _connection;
    private readonly SendingAmqpLink _link;

    private RawAmqpSender(AmqpConnection connection, SendingAmqpLink link) => (_connection, _link) = (connection, link);

    public static async Task<RawAmqpSender> OpenAsync(string connectionString, string entity)
    {
        ServiceBusConnectionStringProperties parts = ServiceBusConnectionStringProperties.Parse(connectionString);
        string audience = $"amqp://127.0.0.1/{entity}";
        AmqpConnection connection = await new AmqpConnectionFactory().OpenConnectionAsync(new Uri($"amqp://{parts.Endpoint.Authority}"), Limit);
        await new AmqpCbsLink(connection).SendTokenAsync(new Token(parts), new Uri("amqp://127.0.0.1/"), audience, audience, ["Send"], Limit);
        AmqpSession session = connection.CreateSession(new AmqpSessionSettings());
        await session.OpenAsync(Limit);
        var link = new SendingAmqpLink(session, new AmqpLinkSettings
        {
            LinkName = Guid.NewGuid().ToString("N"),
            Role = false,
            Source = new Source { Address = "raw" },
            Target = new Target { Address = entity },
            InitialDeliveryCount = 0,
        });
        await link.OpenAsync(Limit);
        return new RawAmqpSender(connection, link);
    }

    public async Task SendAsync(AmqpMessage message) => Assert.IsType<Accepted>(
        await _link.SendMessageAsync(message, new ArraySegment<byte>(Guid.NewGuid().ToByteArray()), AmqpConstants.NullBinary, Limit));

    public async ValueTask DisposeAsync() => await _connection.CloseAsync(Limit);

    private sealed class Token(ServiceBusConnectionStringProperties parts) : ICbsTokenProvider
    {
        public Task<CbsToken> GetTokenAsync(Uri namespaceAddress, string appliesTo, string[] requiredClaims)
        {
            DateTimeOffset end = TimeProvider.System.GetUtcNow().AddHours(1);
            string resource = Uri.EscapeDataString(appliesTo);
            string expiry = end.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            byte[] signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(parts.SharedAccessKey), Encoding.UTF8.GetBytes($"{resource}\n{expiry}"));
            string token = $"SharedAccessSignature sr={resource}&sig={Uri.EscapeDataString(Convert.ToBase64String(signature))}&se={expiry}&skn={parts.SharedAccessKeyName}";
            return Task.FromResult(new CbsToken(token, "servicebus.windows.net:sastoken", end.UtcDateTime));
        }
    }
}
