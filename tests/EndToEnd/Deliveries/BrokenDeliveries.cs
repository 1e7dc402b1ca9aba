using System.Text;

namespace EndToEnd.Deliveries;

/// <summary>One delivery for each way to be refused that a body or a header can bring about, all around one event.</summary>
public static class BrokenDeliveries
{
    public static IEnumerable<SealedDelivery> Of(byte[] json, Sender sender)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        SealedDelivery good = sender.Seal(json, now);
        using var stranger = new Sender(encryptionSalt: "a stranger's salt");
        return
        [
            good with { Signature = "" },
            good with { Signature = Convert.ToBase64String(json) },
            good with { Signature = new string('0', 64) },
            good with { Timestamp = "" },
            good with { Timestamp = "yesterday" },
            sender.Seal(json, now.AddDays(-2)),
            sender.Seal(json, now.AddHours(1)),
            sender.Sign(json, good.Timestamp),
            sender.Sign([.. good.Body, .. json], good.Timestamp),
            sender.Sign(Envelope(json), good.Timestamp),
            stranger.Seal(json, now),
            sender.Seal([.. json, .. json], now),
            sender.Seal([(byte)'[', .. json, (byte)']'], now),
            sender.Sign([.. json, .. new byte[1024 * 1024]], good.Timestamp),
        ];
    }

    // What the sender forgot to encrypt.
    private static byte[] Envelope(byte[] json) => Encoding.UTF8.GetBytes(
        $$"""{"iv":"{{Convert.ToBase64String(json[..12])}}","data":"{{Convert.ToBase64String(json)}}","tag":"{{Convert.ToBase64String(json[..16])}}"}""");
}
