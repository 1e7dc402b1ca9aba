using Azure.Messaging.ServiceBus;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Tests.Publishing;

/// <summary>A transfer must not be larger than the broker accepts, so a message is never larger than its bound.</summary>
public sealed class TransferSizeTests
{
    private const int Limit = 256 * 1024;

    [Theory]
    [InlineData(0, 0, "")]
    [InlineData(0, 1, "a")]
    [InlineData(2_048, 14, "cloudEvents_type")]
    [InlineData(100, 14, "Überprüfung 漢字 😀")]
    [InlineData(65_536, 300, "humanos_resource")]
    public void A_message_is_at_most_as_large_as_its_bound(int body, int properties, string text)
    {
        ServiceBusMessage message = Message(body, properties, text);

        Assert.InRange(message.GetRawAmqpMessage().ToBytes().ToMemory().Length, 1, TransferSize.Of(message));
    }

    [Theory]
    [InlineData(2_048)]
    [InlineData(65_536)]
    public void The_bound_of_an_event_is_close_to_its_size(int body)
    {
        ServiceBusMessage message = Message(body, 14, "2026-05-17T12:00:00.123Z");

        Assert.InRange(TransferSize.Of(message) - message.GetRawAmqpMessage().ToBytes().ToMemory().Length, 0, 2_048);
    }

    [Theory]
    [InlineData(1, 200)]
    [InlineData(2_048, 500)]
    [InlineData(65_536, 10)]
    public void A_transfer_takes_the_first_messages_up_to_the_limit(int body, int count)
    {
        PendingMessage[] waiting = [.. Enumerable.Range(0, count).Select(_ => new PendingMessage(Message(body, 14, "value"), CancellationToken.None))];

        IReadOnlyList<PendingMessage> fitting = TransferSize.Fitting(waiting);

        Assert.Equal(waiting.Take(fitting.Count), fitting);
        Assert.InRange(fitting.Sum(message => TransferSize.Of(message.Message)), 1, Limit);
        Assert.True(fitting.Count == count || fitting.Sum(message => TransferSize.Of(message.Message)) + TransferSize.Of(waiting[0].Message) > Limit - 1_024);
    }

    [Fact]
    public void A_message_above_the_limit_is_not_in_a_shared_transfer()
    {
        PendingMessage large = new(Message(Limit, 0, string.Empty), CancellationToken.None);

        Assert.Empty(TransferSize.Fitting([large, large]));
    }

    private static ServiceBusMessage Message(int body, int properties, string text)
    {
        var message = new ServiceBusMessage(new byte[body]) { MessageId = new string('f', 64), Subject = text, ContentType = "application/json", CorrelationId = text };
        for (int number = 0; number < properties; number++)
        {
            message.ApplicationProperties[$"{text} {number}"] = number % 7 == 0 ? long.MaxValue : text;
        }

        return message;
    }
}
