using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Core;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Makes the SDK's message of what the Functions host sends: the lock token's 16 bytes, then the message as AMQP encodes it.
/// </summary>
[SupportsDeferredBinding]
[SupportedTargetType(typeof(ServiceBusReceivedMessage))]
[SupportedTargetType(typeof(ServiceBusReceivedMessage[]))]
internal sealed class ServiceBusReceivedMessageConverter : IInputConverter
{
    private const string Source = "AzureServiceBusReceivedMessage";
    private const string ContentType = "application/octet-stream";
    private const int LockTokenLength = 16;

    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        try
        {
            return ValueTask.FromResult(context.Source switch
            {
                ModelBindingData data => ConversionResult.Success(MessageOf(data)),
                CollectionModelBindingData many => ConversionResult.Success(many.ModelBindingData.Select(MessageOf).ToArray()),
                _ => ConversionResult.Unhandled(),
            });
        }
        catch (Exception failure)
        {
            return ValueTask.FromResult(ConversionResult.Failed(failure));
        }
    }

    private static ServiceBusReceivedMessage MessageOf(ModelBindingData data)
    {
        if (data.Source != Source || data.ContentType != ContentType)
        {
            throw new InvalidOperationException(
                $"The host sent binding data of source '{data.Source}' and type '{data.ContentType}'; '{Source}' and '{ContentType}' are expected.");
        }

        ReadOnlyMemory<byte> content = data.Content.ToMemory();
        return ServiceBusReceivedMessage.FromAmqpMessage(
            AmqpAnnotatedMessage.FromBytes(BinaryData.FromBytes(content[LockTokenLength..])),
            BinaryData.FromBytes(content[..LockTokenLength]));
    }
}
