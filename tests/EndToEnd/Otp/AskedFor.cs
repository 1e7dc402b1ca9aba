using HumanosFunctions.Tests.Processing.Otp;

namespace EndToEnd.Otp;

/// <summary>What every call must be.</summary>
internal static class AskedFor
{
    public static void AssertAsks(this ApiCall call, string requestId)
    {
        Assert.Equal("PATCH", call.Method);
        Assert.StartsWith($"/request/resend/{requestId}?id=did%3A", call.Target, StringComparison.Ordinal);
        Assert.True(call.IsSignedWith(ResendingIngestor.ApiSignatureSecret));
    }
}
