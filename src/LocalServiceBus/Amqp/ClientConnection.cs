using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Transport;

namespace LocalServiceBus.Amqp;

/// <summary>The connection of one client, with the state that its links share.</summary>
internal sealed class ClientConnection(
    TransportBase transport,
    ProtocolHeader header,
    AmqpSettings settings,
    AmqpConnectionSettings connectionSettings)
    : AmqpConnection(transport, header, isInitiator: false, settings, connectionSettings)
{
    private readonly ConcurrentDictionary<string, SendingAmqpLink> _replyLinks = new();

    /// <summary>Whether the client presented a token with a valid signature.</summary>
    public bool IsAuthorized { get; set; }

    /// <exception cref="AmqpException">The client is not authorized.</exception>
    public void RequireAuthorization()
    {
        if (!IsAuthorized)
        {
            throw ErrorConditions.Unauthorized();
        }
    }

    /// <summary>A request names its reply link by the link's target address. JavaScript clients leave it empty and use the link's name.</summary>
    public void AddReplyLink(SendingAmqpLink link)
    {
        string?[] names = [link.Name, (link.Settings.Target as Target)?.Address?.ToString()];
        foreach (string name in names.OfType<string>().Distinct())
        {
            _replyLinks[name] = link;
            link.Closed += (_, _) => _replyLinks.TryRemove(new(name, link));
        }
    }

    public SendingAmqpLink? FindReplyLink(string? replyTo) =>
        replyTo is not null && _replyLinks.TryGetValue(replyTo, out SendingAmqpLink? link) ? link : null;
}

/// <summary>Adapts an accepted TCP connection to the transport interface of the AMQP library.</summary>
internal sealed class SocketTransport(Socket socket) : TransportBase("loopback")
{
    // The library reads each frame in two parts. The buffer avoids a system call for every small read.
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Memory<byte> _unread;

    public override string LocalEndPoint { get; } = socket.LocalEndPoint!.ToString()!;

    public override string RemoteEndPoint { get; } = socket.RemoteEndPoint!.ToString()!;

    public override void SetMonitor(ITransportMonitor usageMeter)
    {
        // This transport reports no usage.
    }

    /// <returns>True if the write is pending. The library's callback then reports the result.</returns>
    public override bool WriteAsync(TransportAsyncCallbackArgs args)
    {
        ValueTask<int> write = args.Buffer is not null
            ? socket.SendAsync(args.Buffer.AsMemory(args.Offset, args.Count), SocketFlags.None)
            : new ValueTask<int>(socket.SendAsync([.. args.ByteBufferList.Select(Segment)], SocketFlags.None));
        return IsPending(write, args, sent => sent);
    }

    /// <returns>True if the read is pending. The library's callback then reports the result.</returns>
    public override bool ReadAsync(TransportAsyncCallbackArgs args) => _unread.IsEmpty
        ? IsPending(socket.ReceiveAsync(_buffer.AsMemory(), SocketFlags.None), args, received => Fill(args, received))
        : IsPending(ValueTask.FromResult(_unread.Length), args, received => Fill(args, received));

    protected override bool CloseInternal()
    {
        AbortInternal();
        return true;
    }

    protected override void AbortInternal() => socket.Dispose();

    private static ArraySegment<byte> Segment(ByteBuffer buffer) => new(buffer.Buffer, buffer.Offset, buffer.Length);

    private int Fill(TransportAsyncCallbackArgs args, int available)
    {
        Memory<byte> unread = _unread.IsEmpty ? _buffer.AsMemory(0, available) : _unread;
        int count = Math.Min(unread.Length, args.Count);
        unread[..count].CopyTo(args.Buffer.AsMemory(args.Offset, count));
        _unread = unread[count..];
        return count;
    }

    private static bool IsPending(ValueTask<int> transfer, TransportAsyncCallbackArgs args, Func<int, int> transferred)
    {
        if (transfer.IsCompleted)
        {
            args.CompletedSynchronously = true;
            Complete(transfer, args, transferred);
            return false;
        }

        args.CompletedSynchronously = false;
        transfer.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() =>
        {
            Complete(transfer, args, transferred);
            args.CompletedCallback(args);
        });
        return true;
    }

    private static void Complete(ValueTask<int> transfer, TransportAsyncCallbackArgs args, Func<int, int> transferred)
    {
        try
        {
            args.BytesTransfered = transferred(transfer.GetAwaiter().GetResult());
            args.Exception = null;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            args.Exception = exception;
        }
    }
}
