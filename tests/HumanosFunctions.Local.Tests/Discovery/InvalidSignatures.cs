using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Local.Tests.Discovery;

/// <summary>One class for each mistake in the method or its class; every one is an app of its own.</summary>
internal static class InvalidSignatures
{
    public sealed class WithHiddenMethod
    {
        [Function("Wrong")]
        internal void Run([HttpTrigger] HttpRequestData request) => _ = request;
    }

    public sealed class WithAsyncVoid
    {
        [Function("Wrong")]
#pragma warning disable AZFW0002 // The worker's own analyzer forbids it too.
        public async void Run([HttpTrigger] HttpRequestData request) => await request.Body.FlushAsync();
#pragma warning restore AZFW0002
    }

    public sealed class WithOtherResult
    {
        [Function("Wrong")]
        public Task<string> Run([HttpTrigger] HttpRequestData request) => Task.FromResult(request.Method);
    }

    public sealed class WithMessageResult
    {
        [Function("Wrong")]
        public string Run([ServiceBusTrigger("queue")] string body) => body;
    }

    public sealed class WithoutConstructor
    {
        private WithoutConstructor()
        {
        }

        [Function("Wrong")]
        public void Run([HttpTrigger] HttpRequestData request) => _ = request;
    }

    public abstract class Abstract
    {
        [Function("Wrong")]
        public void Run([HttpTrigger] HttpRequestData request) => _ = request;
    }
}
