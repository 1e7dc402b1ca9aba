using System.Text;
using System.Text.Json;
using Azure;
using Azure.Messaging.ServiceBus;
using EndToEnd.Deliveries;
using EndToEnd.InProcess;
using EndToEnd.Serving;
using Humanos.Webhooks;
using HumanosFunctions.Processing;
using Microsoft.Extensions.DependencyInjection;

namespace EndToEnd;

/// <summary>Exceptions of a handler that hold the whole event: neither log, span, dead letter nor command repeats them.</summary>
public sealed class HandlerConfidentialityTests
{
    private static readonly string[] Events = ["2026-05-17/credential", "2026-04-14/identity", "v0-subject/otp.failed", "v0-process/process.form.filled"];

    public static TheoryData<string> Failures => [.. TalkativeHandler.Failures.Keys];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task What_a_handlers_exception_tells_of_a_person_stays_in_it(string failure)
    {
        await using WatchedIngestor watched = await WatchedIngestor.StartAsync(
            services => services
                .AddSingleton<IHandler<CredentialEvent>>(new TalkativeHandler(failure))
                .AddSingleton<IHandler<IdentityEvent>>(new TalkativeHandler(failure))
                .AddSingleton<IHandler<OtpFailedEvent>>(new TalkativeHandler(failure)),
            ("Humanos:MaxRetries", "1"), ("Humanos:RetryDelay", "00:00:00.05"));
        foreach (string sample in Events)
        {
            Assert.Equal(200, await watched.PostAsync(watched.Ingestor.Sender.Seal(UniqueSample.Of(sample).Json, DateTimeOffset.UtcNow)));
        }

        IReadOnlyList<ServiceBusReceivedMessage> dead = await DeadLettersAsync(watched.Ingestor);
        string told = string.Join('\n', dead.SelectMany(letter => letter.ApplicationProperties.Select(property => $"{property.Key}={property.Value}")
            .Append(letter.DeadLetterReason).Append(letter.DeadLetterErrorDescription)));
        string listed = await ListAsync(watched.Ingestor) + await ListAsync(watched.Ingestor, "--json");

        Assert.All(dead, letter => Assert.Contains(letter.DeadLetterReason, new[] { "RetriesExhausted", "StoreRefusesRow" }));
        Assert.Contains(failure, told, StringComparison.Ordinal);
        Assert.Contains(failure, watched.Everything, StringComparison.Ordinal);
        Assert.Empty(Confidential.In(told + listed + watched.Everything));
    }

    // Those of a subscription, and those that its copies left in the retry queue.
    private static async Task<IReadOnlyList<ServiceBusReceivedMessage>> DeadLettersAsync(InProcessIngestor ingestor)
    {
        await using ServiceBusClient client = ingestor.OpenClient();
        List<ServiceBusReceivedMessage> dead = [];
        await Eventually.IsTrueAsync(
            async () =>
            {
                dead.Clear();
                foreach (string? subscription in new[] { "credential", "identity", "otp-failed", null })
                {
                    var options = new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter };
                    await using ServiceBusReceiver receiver = subscription is null
                        ? client.CreateReceiver("humanos-retry", options)
                        : client.CreateReceiver("humanos-events", subscription, options);
                    dead.AddRange(await receiver.PeekMessagesAsync(100));
                }

                return dead.Count == Events.Length;
            },
            "every event is given up");
        return dead;
    }

    private static async Task<string> ListAsync(InProcessIngestor ingestor, params string[] options)
    {
        await using LocalProcess command = LocalProcess.Start(["dlq", "list", "--amqp-port", $"{ingestor.Broker.Port}", .. options]);
        Assert.Equal(0, await command.WaitForExitAsync());
        return string.Join('\n', command.Lines);
    }

    /// <summary>Puts the whole event into every text of its exception.</summary>
    private sealed class TalkativeHandler(string failure) : IHandler<CredentialEvent>, IHandler<IdentityEvent>, IHandler<OtpFailedEvent>
    {
        public static readonly Dictionary<string, Func<string, Exception>> Failures = new()
        {
            ["IOException"] = text => new IOException(text, new InvalidOperationException(text)) { Source = text, HelpLink = text },
            ["ArgumentException"] = text => new ArgumentException(text, paramName: text),
            ["JsonException"] = text => new JsonException(text, path: text, lineNumber: 1, bytePositionInLine: 2),
            ["HttpRequestException"] = text => new HttpRequestException(text, null, System.Net.HttpStatusCode.BadGateway),
            ["RequestFailedException"] = text => new RequestFailedException(400, text, errorCode: text, new IOException(text)),
            ["ServiceBusException"] = text => new ServiceBusException(text, ServiceBusFailureReason.GeneralError, entityPath: text),
            ["AggregateException"] = text => new AggregateException(text, new IOException(text), new FormatException(text)),
        };

        public Task<HandlingResult> HandleAsync(CredentialEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken) => throw Failure(humanosEvent);

        public Task<HandlingResult> HandleAsync(IdentityEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken) => throw Failure(humanosEvent);

        public Task<HandlingResult> HandleAsync(OtpFailedEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken) => throw Failure(humanosEvent);

        private Exception Failure(HumanosEvent humanosEvent)
        {
            string text = Encoding.UTF8.GetString(humanosEvent.Json.Span);
            Exception exception = Failures[failure](text);
            exception.Data[text] = text;
            return exception;
        }
    }
}
