using System.CommandLine;
using System.Text;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.CommandLine.Options;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>The command <c>dlq show</c>.</summary>
internal static class ShowCommand
{
    public static Command Build(DeadLetterAction action)
    {
        Argument<string> entity = DeadLetterArguments.Entity();
        var number = new Argument<long>("SEQUENCE")
        {
            Description = "A sequence number from 'list'.",
            CustomParser = argument => NumberOption.Read(argument, "SEQUENCE", min: 0, max: long.MaxValue),
        };
        var payload = new Option<bool>("--payload") { Description = "Shows the payload too, which contains personal data." };
        var show = new Command("show", "Shows the properties of one dead letter.") { entity, number, payload };
        show.SetAction((parsed, cancellationToken) => action.RunAsync(
            parsed,
            (client, source, stop) => new ShowDeadLetter(
                client, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(payload))
                .RunAsync(source.Entity(parsed.GetValue(entity)!), parsed.GetValue(number), stop),
            cancellationToken));
        return show;
    }
}

/// <summary>Shows the properties of a dead letter, and the payload only on request.</summary>
internal sealed class ShowDeadLetter(ServiceBusClient client, TextWriter output, TextWriter error, bool withPayload)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public async Task<int> RunAsync(DeadLetterEntity entity, long sequenceNumber, CancellationToken cancellationToken)
    {
        await using ServiceBusReceiver receiver = entity.OpenDeadLetters(client);
        PeekedMessage? found = await new MessagePeek(receiver).FindAsync(sequenceNumber, cancellationToken);
        if (found is not { Message: { } message })
        {
            await error.WriteLineAsync($"{entity.Name} {sequenceNumber}: {(found is null ? "not found." : MessagePeek.Unreadable)}");
            return ExitCode.Problem;
        }

        foreach ((string name, object? value) in PropertiesOf(message).Concat(Sorted(message.ApplicationProperties)).Concat(AnnotationsOf(message)))
        {
            await output.WriteLineAsync($"{PlainText.Of(name)}: {PlainText.Of(value is null ? null : AmqpText.Of(value))}");
        }

        if (withPayload)
        {
            await output.WriteLineAsync();
            await output.WriteLineAsync(Terminal.IsUsedBy(output) ? PlainText.OfLines(PayloadOf(message)) : PayloadOf(message));
        }

        return ExitCode.Done;
    }

    private static IEnumerable<KeyValuePair<string, object?>> PropertiesOf(ServiceBusReceivedMessage message) =>
    [
        new("sequence number", message.SequenceNumber),
        new("message id", message.MessageId),
        new("subject", message.Subject),
        new("content type", message.ContentType),
        new("correlation id", message.CorrelationId),
        new("enqueued at", Rfc3339.Format(message.EnqueuedTime)),
        new("deliveries", message.DeliveryCount),
        new("state", message.State),
        new("dead-letter source", message.DeadLetterSource),
        new("payload kind", AmqpText.KindOf(message)),
        new("payload bytes", MessageBody.Of(message)?.Length),
    ];

    private static IEnumerable<KeyValuePair<string, object?>> Sorted(IReadOnlyDictionary<string, object> properties) =>
        properties.OrderBy(property => property.Key, StringComparer.Ordinal).Select(property => new KeyValuePair<string, object?>(property.Key, property.Value));

    // The broker's annotations are shown above.
    private static IEnumerable<KeyValuePair<string, object?>> AnnotationsOf(ServiceBusReceivedMessage message) => message.GetRawAmqpMessage().MessageAnnotations
        .Where(annotation => !annotation.Key.StartsWith("x-opt-", StringComparison.Ordinal))
        .OrderBy(annotation => annotation.Key, StringComparer.Ordinal)
        .Select(annotation => new KeyValuePair<string, object?>($"annotation {annotation.Key}", annotation.Value));

    private static string PayloadOf(ServiceBusReceivedMessage message)
    {
        if (MessageBody.Of(message) is not { } payload)
        {
            return AmqpText.OfBody(message);
        }

        try
        {
            return Strict.GetString(payload.Span);
        }
        catch (DecoderFallbackException)
        {
            return Convert.ToBase64String(payload.Span);
        }
    }
}
