using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace EndToEnd.Loss.Sending;

/// <summary>Posts as Humanos does: again and again, ever more slowly, until the answer is 200. Sometimes it hangs up early.</summary>
internal sealed class PersistentSender(Uri webhook, Sender sender, Tally tally) : IDisposable
{
    public const string AnotherId = "answered with another id";
    public const string ForgedRefused = "forged, refused";
    public const string ForgedAccepted = "forged, accepted";

    private const int Unanswered = 0;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    public async Task DeliverAsync(KnownEvent known, Random random, CancellationToken cancellationToken)
    {
        for (int attempt = 0; await AttemptAsync(known, random) != 200; attempt++)
        {
            tally.Count("resent");
            await Task.Delay(PauseAfter(attempt, random), cancellationToken);
        }
    }

    /// <summary>One attempt; returns the status, or 0 where there was no answer.</summary>
    public async Task<int> AttemptAsync(KnownEvent known, Random random)
    {
        TimeSpan patience = random.Next(33) == 0 ? TimeSpan.FromMilliseconds(random.Next(1, 50)) : Patience;
        (int status, string? messageId) = await PostAsync(known.Seal(sender, random), patience);
        tally.Count(status == Unanswered ? "unanswered" : $"answered {status}");
        if (status == 200 && messageId != known.EventId)
        {
            tally.Count(AnotherId);
        }

        return status;
    }

    /// <summary>Posts it until it is answered for what it is, not for an outage; a few times at most.</summary>
    public async Task ForgeAsync(KnownEvent planted, Random random, CancellationToken cancellationToken)
    {
        Forgery forgery = Forgery.Of(planted, sender, random);
        int status = Unanswered;
        for (int attempt = 0; attempt < 10 && status is Unanswered or 503; attempt++)
        {
            status = (await PostAsync(forgery.Delivery, Patience)).Status;
            await Task.Delay(PauseAfter(attempt, random), cancellationToken);
        }

        tally.Count(status == forgery.Status ? ForgedRefused : status == 200 ? ForgedAccepted : "forged, no clear answer");
    }

    private async Task<(int Status, string? MessageId)> PostAsync(SealedDelivery delivery, TimeSpan patience)
    {
        using var hangUp = new CancellationTokenSource(patience);
        try
        {
            using HttpRequestMessage request = RequestOf(delivery);
            using HttpResponseMessage response = await _http.SendAsync(request, hangUp.Token);
            string? messageId = response.IsSuccessStatusCode
                ? (await response.Content.ReadFromJsonAsync<JsonElement>(hangUp.Token)).GetProperty("messageId").GetString()
                : null;
            return ((int)response.StatusCode, messageId);
        }
        // A peer that dies right after it has accepted a connection shows as a bare SocketException.
        catch (Exception failure) when (failure is HttpRequestException or SocketException or OperationCanceledException or IOException)
        {
            return (Unanswered, null);
        }
    }

    private HttpRequestMessage RequestOf(SealedDelivery delivery)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, webhook) { Content = new ByteArrayContent(delivery.Body) };
        request.Headers.TryAddWithoutValidation("x-timestamp", delivery.Timestamp);
        request.Headers.TryAddWithoutValidation("x-signature", delivery.Signature);
        return request;
    }

    private static TimeSpan PauseAfter(int attempt, Random random)
    {
        TimeSpan pause = FirstPause * Math.Pow(2, Math.Min(attempt, 10));
        return (pause < MaxPause ? pause : MaxPause) * (0.5 + random.NextDouble());
    }

    public void Dispose() => _http.Dispose();
}
