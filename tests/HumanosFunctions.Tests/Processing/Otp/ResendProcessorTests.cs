using Azure.Messaging.ServiceBus;
using HumanosFunctions.Erasure;
using HumanosFunctions.Processing.Otp;
using HumanosFunctions.Storage;
using HumanosFunctions.Tests.Processing.Retrying;
using HumanosFunctions.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace HumanosFunctions.Tests.Processing.Otp;

/// <summary>What becomes of a scheduled resend whose request is erased before it is due.</summary>
public sealed class ResendProcessorTests
{
    private static readonly ScheduledResend Resend = new("request-1", new ResendSelector("userId", "u1", "2026-05-17"), "series", Attempt: 1, Try: 1);

    [Theory]
    [InlineData(false, 1, 0)]
    [InlineData(true, 0, 0)]
    public async Task A_resend_of_an_erased_request_calls_nobody_and_leaves_no_dead_letter(bool isErased, int calls, int deadLetters)
    {
        await using TestedCall tested = await TestedCall.StartAsync();
        await tested.ReserveAsync(Resend, "event-1");
        if (isErased)
        {
            await tested.Store.AddTombstonesAsync([Tombstone.Of("request-1", Rows.Noon)], CancellationToken.None);
            await tested.Store.DeleteAsync("request-1", keepsIndex: false, CancellationToken.None);
        }

        var actions = new RecordingActions();
        ServiceBusMessage sent = ResendMessage.Write(Resend, Rows.Noon);
        await new ResendProcessor(tested.Call, new ErasedRequests(tested.Store, TimeProvider.System), NullLogger<ResendProcessor>.Instance).ProcessAsync(
            ServiceBusModelFactory.ServiceBusReceivedMessage(body: sent.Body, messageId: sent.MessageId, subject: sent.Subject, contentType: sent.ContentType, correlationId: sent.CorrelationId),
            actions,
            CancellationToken.None);

        Assert.Equal(calls, tested.Loopback.Calls.Count);
        Assert.Equal(deadLetters, actions.DeadLettered.Count);
    }
}
