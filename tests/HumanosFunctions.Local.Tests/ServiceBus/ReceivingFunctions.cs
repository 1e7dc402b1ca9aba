using System.Globalization;
using System.Text;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Local.Tests.ServiceBus;

/// <summary>Each class takes a message in another way.</summary>
internal static class ReceivingFunctions
{
    public sealed class ByMessage(Inbox inbox)
    {
        [Function("Receive")]
        public Task Run([ServiceBusTrigger("orders", Connection = "Orders")] ServiceBusReceivedMessage message)
        {
            inbox.Add($"{message.MessageId} {message.Subject} {message.Body}");
            return Task.CompletedTask;
        }
    }

    public sealed class ByText(Inbox inbox)
    {
        [Function("Receive")]
        public void Run([ServiceBusTrigger("orders", Connection = "Orders")] string body) => inbox.Add(body);
    }

    public sealed class ByBytes(Inbox inbox)
    {
        [Function("Receive")]
        public void Run([ServiceBusTrigger("orders", Connection = "Orders")] byte[] body) => inbox.Add(Encoding.UTF8.GetString(body));
    }

    public sealed class ByBinaryData
    {
        [Function("Receive")]
        public static ValueTask Run(
            [ServiceBusTrigger("orders", Connection = "Orders")] BinaryData body,
            FunctionContext context)
        {
            context.InstanceServices.GetRequiredService<Inbox>().Add(body.ToString());
            return ValueTask.CompletedTask;
        }
    }

    public sealed class FromSubscription(Inbox inbox)
    {
        [Function("Receive")]
        public void Run([ServiceBusTrigger("%Names:Topic%", "%Names:Subscription%", Connection = "%Names:Connection%")] string body) =>
            inbox.Add(body);
    }

    public sealed class FromDefaultConnection(Inbox inbox)
    {
        [Function("Receive")]
        public void Run([ServiceBusTrigger("orders")] string body) => inbox.Add(body);
    }

    public sealed class Metadata(Inbox inbox)
    {
        [Function("Receive")]
        public void Run(
            [ServiceBusTrigger("orders", Connection = "Orders")] ServiceBusReceivedMessage message,
            FunctionContext context)
        {
            var data = context.BindingContext.BindingData;
            inbox.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{data["MessageId"]} {data["DeliveryCount"]} {data["Subject"]} {data["ApplicationProperties"]} {context.TraceContext.TraceParent} {message.Body}"));
        }
    }
}
