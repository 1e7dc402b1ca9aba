using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Local.Tests.Discovery;

/// <summary>One class for each mistake in triggers and parameters; every one is an app of its own.</summary>
internal static class InvalidBindings
{
    public sealed class WithoutTrigger
    {
        [Function("Wrong")]
        public void Run(FunctionContext context) => _ = context;
    }

    public sealed class WithTwoTriggers
    {
        [Function("Wrong")]
        public void Run([HttpTrigger] HttpRequestData request, [ServiceBusTrigger("queue")] string body) => _ = (request, body);
    }

    public sealed class WithUnknownTrigger
    {
        [Function("Wrong")]
        public void Run([UnknownTrigger] string input) => _ = input;
    }

    public sealed class WithUnboundParameter
    {
        [Function("Wrong")]
        public void Run([HttpTrigger(Route = "x/{id}")] HttpRequestData request, string other) => _ = (request, other);
    }

    public sealed class WithUnparsableRouteValue
    {
        [Function("Wrong")]
        public void Run([HttpTrigger(Route = "x/{other}")] HttpRequestData request, Stream other) => _ = (request, other);
    }

    public sealed class WithUnsupportedBody
    {
        [Function("Wrong")]
        public void Run([HttpTrigger] Uri request) => _ = request;
    }

    public sealed class WithUnsupportedMessage
    {
        [Function("Wrong")]
        public void Run([ServiceBusTrigger("queue")] ServiceBusMessage message) => _ = message;
    }

    public sealed class WithBrokenRoute
    {
        [Function("Wrong")]
        public void Run([HttpTrigger(Route = "x/{id")] HttpRequestData request) => _ = request;
    }

    public sealed class WithBatch
    {
        [Function("Wrong")]
        public void Run([ServiceBusTrigger("queue", IsBatched = true)] string[] bodies) => _ = bodies;
    }

    public sealed class WithSessions
    {
        [Function("Wrong")]
        public void Run([ServiceBusTrigger("queue", IsSessionsEnabled = true)] string body) => _ = body;
    }

    public sealed class UnknownTriggerAttribute : TriggerBindingAttribute;
}
