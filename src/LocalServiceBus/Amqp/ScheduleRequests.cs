using System.Collections;
using LocalServiceBus.State;
using Microsoft.Azure.Amqp.Encoding;

namespace LocalServiceBus.Amqp;

/// <summary>Requests to enqueue messages later, or not at all.</summary>
internal sealed class ScheduleRequests(Topic topic)
{
    public async Task<Response> ScheduleAsync(Request request)
    {
        Publication[] batch = [.. request.Required<IList>("messages").OfType<AmqpMap>().Select(Read)];
        long[] sequenceNumbers = await topic.PublishAsync(batch);
        return Response.Ok(new AmqpMap { [new MapKey("sequence-numbers")] = sequenceNumbers });
    }

    public async Task<Response> CancelAsync(Request request) =>
        await topic.CancelAsync(request.Required<long[]>("sequence-numbers"))
            ? Response.Ok()
            : Response.Failed(404, ErrorConditions.MessageNotFound, "A message with one of the sequence numbers is not scheduled here.");

    private static Publication Read(AmqpMap scheduled) =>
        MessageReader.Read(Request.Required<ArraySegment<byte>>(scheduled, "message").ToArray());
}
