using System.Reflection;
using System.Text;
using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Core;

namespace HumanosFunctions.Tests.Functions;

/// <summary>
/// What the Functions host and the Service Bus extension say to each other, byte by byte. These run against the extension on a
/// complete feed, and against what stands in for it on another (eng/README.md): both pass the same tests.
/// </summary>
public sealed class ServiceBusExtensionTests
{
    private static readonly Guid LockToken = new("00010203-0405-0607-0809-0a0b0c0d0e0f");

    private readonly RecordingHost _host = new();

    [Fact]
    public async Task A_message_comes_with_its_lock_token_its_body_and_its_properties()
    {
        ConversionResult result = await ConvertAsync(new HostMessage(Message("one")));

        var message = Assert.IsType<ServiceBusReceivedMessage>(result.Value);
        Assert.Equal(ConversionStatus.Succeeded, result.Status);
        Assert.Equal(LockToken.ToString(), message.LockToken);
        Assert.Equal("one", message.Body.ToString());
        Assert.Equal("id of one", message.MessageId);
        Assert.Equal(7, message.ApplicationProperties["number"]);
    }

    [Fact]
    public async Task Several_messages_come_as_an_array_in_their_order()
    {
        ConversionResult result = await ConvertAsync(new HostMessages([new HostMessage(Message("one")), new HostMessage(Message("two"))]));

        Assert.Equal(["one", "two"], Assert.IsType<ServiceBusReceivedMessage[]>(result.Value).Select(message => message.Body.ToString()));
    }

    [Fact]
    public async Task What_is_no_message_is_left_to_other_converters() =>
        Assert.Equal(ConversionStatus.Unhandled, (await ConvertAsync("text")).Status);

    [Theory]
    [InlineData("CosmosDB", "application/octet-stream")]
    [InlineData("AzureServiceBusReceivedMessage", "application/json")]
    public async Task Data_of_another_kind_are_refused(string source, string contentType) =>
        Assert.Equal(ConversionStatus.Failed, (await ConvertAsync(new HostMessage(Message("one"), source, contentType))).Status);

    [Fact]
    public async Task Data_shorter_than_a_lock_token_are_refused() =>
        Assert.Equal(ConversionStatus.Failed, (await ConvertAsync(new HostMessage(new byte[15]))).Status);

    [Fact]
    public async Task Completing_and_renewing_name_the_lock_token()
    {
        await Actions().CompleteMessageAsync(Received());
        await Actions().RenewMessageLockAsync(Received());

        Assert.Equal(["/Settlement/Complete", "/Settlement/RenewMessageLock"], _host.Calls.Select(call => call.Method));
        Assert.All(_host.Calls, call => Assert.Equal([1], call.Fields.Keys));
        Assert.All(_host.Calls, call => Assert.Equal(LockToken.ToString(), Encoding.UTF8.GetString(call.Fields[1])));
    }

    [Fact]
    public async Task Dead_lettering_gives_the_reason_and_the_description()
    {
        await Actions().DeadLetterMessageAsync(Received(), deadLetterReason: "unreadable", deadLetterErrorDescription: "no JSON");

        RecordedCall call = Assert.Single(_host.Calls);
        Assert.Equal("/Settlement/Deadletter", call.Method);
        Assert.Equal([1, 3, 4], call.Fields.Keys.Order());
        Assert.Equal("unreadable", Encoding.UTF8.GetString(RecordedCall.Read(call.Fields[3])[1]));
        Assert.Equal("no JSON", Encoding.UTF8.GetString(RecordedCall.Read(call.Fields[4])[1]));
    }

    [Fact]
    public async Task Properties_go_as_an_AMQP_map()
    {
        var time = new DateTimeOffset(2026, 3, 7, 12, 0, 0, TimeSpan.Zero);
        var properties = new Dictionary<string, object>
        {
            ["text"] = "abc",
            ["int"] = 7,
            ["long"] = 8L,
            ["bool"] = true,
            ["guid"] = LockToken,
            ["time"] = time.UtcDateTime,
            ["offset"] = time,
            ["span"] = TimeSpan.FromSeconds(3),
            ["uri"] = new Uri("https://example.org/a"),
        };

        await Actions().AbandonMessageAsync(Received(), properties);
        await Actions().DeferMessageAsync(Received(), properties);
        await Actions().DeadLetterMessageAsync(Received(), properties);

        Assert.Equal(["/Settlement/Abandon", "/Settlement/Defer", "/Settlement/Deadletter"], _host.Calls.Select(call => call.Method));
        Assert.All(_host.Calls, call => Assert.Equal([1, 2], call.Fields.Keys.Order()));
        Assert.All(_host.Calls, call =>
        {
            AmqpMap map = AmqpCodec.DecodeMap(new ByteBuffer(call.Fields[2], 0, call.Fields[2].Length));
            Assert.Equal(properties.Keys.Order(), map.Select(entry => entry.Key.Key.ToString()).Order());
            Assert.All(["text", "int", "long", "bool", "guid", "time"], name => Assert.Equal(properties[name], map[new MapKey(name)]));
            AssertDescribed(map, "offset", "com.microsoft:datetime-offset", time.UtcTicks);
            AssertDescribed(map, "span", "com.microsoft:timespan", TimeSpan.FromSeconds(3).Ticks);
            AssertDescribed(map, "uri", "com.microsoft:uri", "https://example.org/a");
        });
    }

    [Fact]
    public async Task A_property_that_AMQP_cannot_carry_is_refused_before_the_host_is_called()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Actions().AbandonMessageAsync(Received(), new Dictionary<string, object> { ["list"] = new List<int>() }));

        Assert.Empty(_host.Calls);
    }

    private static void AssertDescribed(AmqpMap map, string name, string descriptor, object value)
    {
        var described = Assert.IsType<DescribedType>(map[new MapKey(name)]);
        Assert.Equal((descriptor, value), (described.Descriptor.ToString(), described.Value));
    }

    // The worker finds the converters by these attributes, and so does this.
    private static async Task<ConversionResult> ConvertAsync(object source)
    {
        Type converter = typeof(ServiceBusTriggerAttribute).GetCustomAttribute<InputConverterAttribute>()!.ConverterType;
        return await ((IInputConverter)Activator.CreateInstance(converter)!).ConvertAsync(new BoundParameter(source));
    }

    private ServiceBusMessageActions Actions()
    {
        ConstructorInfo made = typeof(ServiceBusMessageActions).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic)
            .Single(constructor => constructor.GetParameters().Length == 1);
        object client = Activator.CreateInstance(made.GetParameters()[0].ParameterType, _host)!;
        return (ServiceBusMessageActions)made.Invoke([client]);
    }

    private static ServiceBusReceivedMessage Received() => ServiceBusModelFactory.ServiceBusReceivedMessage(lockTokenGuid: LockToken);

    private static byte[] Message(string body)
    {
        var message = new AmqpAnnotatedMessage(AmqpMessageBody.FromData([Encoding.UTF8.GetBytes(body)]));
        message.Properties.MessageId = new AmqpMessageId($"id of {body}");
        message.ApplicationProperties["number"] = 7;
        return [.. LockToken.ToByteArray(), .. message.ToBytes().ToArray()];
    }

    private sealed class BoundParameter(object source) : ConverterContext
    {
        public override Type TargetType => typeof(ServiceBusReceivedMessage);

        public override object Source => source;

        public override FunctionContext FunctionContext => throw new NotSupportedException();

        public override IReadOnlyDictionary<string, object> Properties { get; } = new Dictionary<string, object>();
    }

    private sealed class HostMessage(
        byte[] content, string source = "AzureServiceBusReceivedMessage", string contentType = "application/octet-stream") : ModelBindingData
    {
        public override string Version => "1.0";

        public override string Source => source;

        public override BinaryData Content => BinaryData.FromBytes(content);

        public override string ContentType => contentType;
    }

    private sealed class HostMessages(ModelBindingData[] messages) : CollectionModelBindingData
    {
        public override ModelBindingData[] ModelBindingData => messages;
    }
}
