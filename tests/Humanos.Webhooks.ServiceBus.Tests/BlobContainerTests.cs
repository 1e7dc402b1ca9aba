using Azure;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Http;

namespace Humanos.Webhooks.ServiceBus.Tests;

/// <summary>Reads large events with the real Blob storage client over HTTP, from a server that has one blob.</summary>
public sealed class BlobContainerTests : IAsyncLifetime
{
    private static readonly byte[] Json = [.. "{\"eventType\":\"credential\",\"filler\":\""u8, .. Enumerable.Repeat((byte)'x', 600 * 1024), .. "\"}"u8];

    private readonly LoopbackServer _storage = new(AnswerAsync);

    public Task InitializeAsync() => _storage.StartAsync();

    public async Task DisposeAsync() => await _storage.DisposeAsync();

    [Fact]
    public async Task An_event_is_read_from_the_container()
    {
        var reading = Assert.IsType<EventReading.Unhandled>(await Reader().ReadAsync(Given.LargeMessage(Json)));

        Assert.Equal(Json, reading.Event.Json.ToArray());
    }

    [Fact]
    public async Task A_blob_that_is_not_there_is_for_a_later_attempt()
    {
        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(() => Reader().ReadAsync(Given.LargeMessage(Json, blob: "other.json")));

        Assert.Equal(StatusCodes.Status404NotFound, failure.Status);
    }

    private EventMessageReader Reader() => new(new BlobContainerClient(new Uri(_storage.Address, "account/claim-check")), new RecentEvents());

    // The response of Blob storage: https://learn.microsoft.com/rest/api/storageservices/get-blob
    private static async Task AnswerAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        if (context.Request.Path != $"/account/claim-check/{Given.EventId}.json")
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            response.Headers["x-ms-error-code"] = "BlobNotFound";
            return;
        }

        response.Headers.ETag = "\"1\"";
        response.Headers.LastModified = "Mon, 01 Jun 2026 12:00:00 GMT";
        response.Headers.ContentType = "application/json";
        response.Headers["x-ms-blob-type"] = "BlockBlob";
        response.ContentLength = Json.Length;
        await response.Body.WriteAsync(Json);
    }
}
