using Azure.Messaging.ServiceBus;
using HumanosFunctions.Ingest;
using HumanosFunctions.Processing;
using HumanosFunctions.Publishing;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Tests.Telemetry;

/// <summary>What tracing costs while nobody listens.</summary>
[Collection(TracedCollection.Name)]
public sealed class SilenceTests
{
    private const int Rounds = 1000;

    private readonly EventMessage _event = Messages.Event();
    private readonly ServiceBusReceivedMessage _received = Messages.Received(Messages.Event().Message);
    private readonly RequestTrace _host = new("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    [Fact]
    public void Nothing_is_allocated_while_nobody_listens()
    {
        Trace();
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int round = 0; round < Rounds; round++)
        {
            Trace();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private void Trace()
    {
        Assert.Null(IngestTrace.Start(_host));
        IngestTrace.Refused(Refusal.NotPublished);
        IngestTrace.Accepted(_event);
        Assert.Null(SendTrace.Start("topic", _event.Message));
        SendTrace.Ended(null, nameof(PublishResult.Acknowledged), isSuccess: true);
        Assert.Null(ProcessTrace.Start("credential", _received));
        ProcessTrace.Processed("id");
        Assert.Null(StoreTrace.StartPut("sqlite", rows: 3));
        StoreTrace.Stored(null);
    }
}
