using System.Text;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.DeadLetters;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.Events;

/// <summary>Prints one line for each event. The payload is part of it only on request, because it contains personal data.</summary>
internal sealed class EventPrinter(TextWriter output, bool asJson, bool withPayload)
{
    private int _exitCode = ExitCode.Done;

    public async Task<int> ShowAsync(EventPeek peek, int max, CancellationToken cancellationToken)
    {
        int count = 0;
        await foreach (PeekedMessage message in peek.WaitingAsync(cancellationToken))
        {
            await WriteAsync(message);
            if (++count == max)
            {
                break;
            }
        }

        return _exitCode;
    }

    /// <summary>Ends when the user stops the program, which is not an error.</summary>
    public async Task<int> FollowAsync(EventPeek peek, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (PeekedMessage message in peek.NewAsync(cancellationToken))
            {
                await WriteAsync(message);
                await output.FlushAsync(CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The user stopped the command.
        }

        return _exitCode;
    }

    private async Task WriteAsync(PeekedMessage peeked)
    {
        if (peeked.Message is not { } message)
        {
            _exitCode = ExitCode.Problem;
            await output.WriteLineAsync(asJson ? $$"""{"sequence":{{peeked.SequenceNumber}},"unreadable":true}""" : $"{peeked.SequenceNumber}: {MessagePeek.Unreadable}");
            return;
        }

        await output.WriteLineAsync(asJson ? JsonOf(message) : LineOf(message));
        if (withPayload && !asJson)
        {
            await output.WriteLineAsync(PlainText.Of(PayloadOf(message) ?? "(no bytes)"));
        }
    }

    private static string LineOf(ServiceBusReceivedMessage message) =>
        EventLine.Of(message.EnqueuedTime, message.Subject, message.Text(EventProperties.Id) ?? message.MessageId, message.Text);

    private string JsonOf(ServiceBusReceivedMessage message) => JsonLine.Of(json =>
    {
        json.WriteNumber("sequence", message.SequenceNumber);
        json.WriteString("enqueuedAt", message.EnqueuedTime);
        json.WriteString("messageId", message.MessageId);
        json.WriteString("subject", message.Subject);
        json.WriteString("eventId", message.Text(EventProperties.Id));
        json.WriteString("eventType", message.Text(EventProperties.Type));
        json.WriteString("apiVersion", message.Text(EventProperties.ApiVersion));
        json.WriteString("requestId", message.Text(EventProperties.Subject));
        json.WriteString("occurredAt", message.Text(EventProperties.Time));
        if (withPayload)
        {
            json.WriteString("payload", PayloadOf(message));
        }
    });

    private static string? PayloadOf(ServiceBusReceivedMessage message) =>
        MessageBody.Of(message) is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;
}
