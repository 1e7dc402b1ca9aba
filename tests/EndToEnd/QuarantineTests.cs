using System.Text.Json;
using EndToEnd.Bodies;
using EndToEnd.Deliveries;
using EndToEnd.InProcess;

namespace EndToEnd;

/// <summary>A genuine delivery that cannot be read is kept before it is refused.</summary>
public sealed class QuarantineTests
{
    [Fact]
    public async Task The_file_is_one_line_of_JSON_and_then_the_body_as_it_came()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync();
        SealedDelivery delivery = ingestor.Sender.Seal("[1]"u8, DateTimeOffset.UtcNow);

        using (HttpResponseMessage answer = await ingestor.Http.PostAsync(new Uri(ingestor.Webhook, "webhook/kyc"), delivery))
        {
            Assert.Equal(500, (int)answer.StatusCode);
        }

        string name = Assert.Single(ingestor.KeptNames());
        byte[] kept = await File.ReadAllBytesAsync(Path.Combine(ingestor.QuarantineFolder(), name));
        int end = Array.IndexOf(kept, (byte)'\n');
        JsonElement header = JsonSerializer.Deserialize<JsonElement>(kept.AsSpan(0, end));
        Assert.Equal(delivery.Body, kept[(end + 1)..]);
        Assert.Equal(delivery.Timestamp, header.GetProperty("timestamp").GetString());
        Assert.Equal(delivery.Signature, header.GetProperty("signature").GetString());
        Assert.Equal("kyc", header.GetProperty("resource").GetString());
        Assert.Equal("NotAnObject", header.GetProperty("reason").GetString());
        Assert.InRange(header.GetProperty("receivedAt").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow);
        Assert.Matches(@"^\d{4}/\d\d/\d\d/[0-9a-f]{64}$", name);
    }

    [Fact]
    public async Task What_cannot_be_kept_is_503_so_that_the_sender_comes_again()
    {
        string inTheWay = Path.GetTempFileName();
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(Kept.WrongSalt, ("Humanos:BodyFolder", Path.Combine(inTheWay, "bodies")));

        using HttpResponseMessage refused = await ingestor.Http.PostAsync(
            ingestor.Webhook, ingestor.Sender.Seal(UniqueSample.Of("2026-05-17/identity").Json, DateTimeOffset.UtcNow));

        Assert.Equal(503, (int)refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        File.Delete(inTheWay);
    }

    [Fact]
    public async Task What_is_no_envelope_or_not_signed_is_not_kept()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(Kept.WrongSalt);
        SealedDelivery good = ingestor.Sender.Seal("{}"u8, DateTimeOffset.UtcNow);

        await ingestor.PostAsync(ingestor.Sender.Sign("{}"u8.ToArray(), good.Timestamp), 400);
        await ingestor.PostAsync(good with { Signature = new string('0', 64) }, 401);

        Assert.Empty(ingestor.KeptNames());
    }
}
