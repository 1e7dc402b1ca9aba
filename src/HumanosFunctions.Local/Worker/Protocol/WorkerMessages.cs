using System.Buffers;
using System.Globalization;
using Azure.Messaging.ServiceBus;
using Google.Protobuf;
using HumanosFunctions.Local.Http;
using HumanosFunctions.Local.Invocation;
using HumanosFunctions.Local.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Primitives;

namespace HumanosFunctions.Local.Worker.Protocol;

/// <summary>Converts requests and responses to and from the worker protocol.</summary>
internal static class HttpMessages
{
    public static async ValueTask<RpcHttp> WriteAsync(HttpRequest request)
    {
        var message = new RpcHttp { Method = request.Method, Url = RequestUrl.Read(request).AbsoluteUri };
        foreach ((string name, StringValues values) in request.Headers)
        {
            message.NullableHeaders[RequestHeaders.NameOf(name)] = Text(RequestHeaders.Joined(values));
        }

        foreach ((string name, StringValues values) in request.Query)
        {
            message.NullableQuery[name] = Text(values.ToString());
        }

        foreach ((string name, object? value) in request.RouteValues)
        {
            message.NullableParams[name] = Text(value as string);
        }

        if (await BodyAsync(request) is { IsEmpty: false } body)
        {
            message.Body = new TypedData { Bytes = body };
        }

        return message;
    }

    public static HttpResult Read(RpcHttp message) => new(
        int.Parse(message.StatusCode, CultureInfo.InvariantCulture),
        message.Headers.Select(header => KeyValuePair.Create(header.Key, new StringValues(header.Value))),
        [.. message.Cookies.Select(Cookie)],
        Visible(message.Body?.Bytes.ToByteArray() ?? []));

    // The body has arrived. A body that the function does not get is an empty stream.
    private static async ValueTask<ByteString> BodyAsync(HttpRequest request)
    {
        if (request.ContentLength is not > 0 || request.Body == Stream.Null)
        {
            return ByteString.Empty;
        }

        var arrived = await request.BodyReader.ReadAtLeastAsync((int)request.ContentLength);
        byte[] bytes = arrived.Buffer.ToArray();
        request.BodyReader.AdvanceTo(arrived.Buffer.End);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    // The observer of the host reads the bytes without a copy.
    private static MemoryStream Visible(byte[] bytes) => new(bytes, 0, bytes.Length, writable: false, publiclyVisible: true);

    private static NullableString Text(string? value) => value is null ? new NullableString() : new NullableString { Value = value };

    private static LocalHttpCookie Cookie(RpcHttpCookie cookie) => new()
    {
        Name = cookie.Name,
        Value = cookie.Value,
        Domain = cookie.Domain is { HasValue: true } domain ? domain.Value : null,
        Path = cookie.Path is { HasValue: true } path ? path.Value : null,
        Expires = cookie.Expires?.Value?.ToDateTimeOffset(),
        Secure = cookie.Secure is { HasValue: true } secure ? secure.Value : null,
        HttpOnly = cookie.HttpOnly is { HasValue: true } httpOnly ? httpOnly.Value : null,
        MaxAge = cookie.MaxAge is { HasValue: true } maxAge ? maxAge.Value : null,
        SameSite = (SameSite)cookie.SameSite,
    };
}

/// <summary>Converts messages as the Service Bus extension does for a worker.</summary>
internal static class ServiceBusMessages
{
    /// <param name="whole">True passes the lock token and the whole AMQP message; false passes the body as text.</param>
    public static TypedData Write(ServiceBusReceivedMessage message, bool whole) => whole
        ? new TypedData { ModelBindingData = Whole(message) }
        : new TypedData { String = message.Body.ToString() };

    public static IEnumerable<KeyValuePair<string, TypedData>> Metadata(ServiceBusReceivedMessage message) => MessageBindingData.Read(message)
        .Where(entry => entry.Value is not null)
        .Select(entry => KeyValuePair.Create(entry.Key, new TypedData { String = (string)entry.Value! }));

    private static ModelBindingData Whole(ServiceBusReceivedMessage message)
    {
        ReadOnlySpan<byte> encoded = EncodedMessage.Of(message.GetRawAmqpMessage()).ToMemory().Span;
        byte[] content = new byte[16 + encoded.Length];
        Guid.Parse(message.LockToken).TryWriteBytes(content);
        encoded.CopyTo(content.AsSpan(16));
        return new ModelBindingData
        {
            Version = "1.0",
            Source = "AzureServiceBusReceivedMessage",
            ContentType = "application/octet-stream",
            Content = UnsafeByteOperations.UnsafeWrap(content),
        };
    }
}
