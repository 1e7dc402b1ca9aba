using HumanosFunctions.Payloads;

namespace HumanosFunctions.Tests.Payloads;

internal static class ReadPayloads
{
    /// <summary>A whole content, or null.</summary>
    public static async Task<byte[]?> ReadAsync(this IPayloadStore bodies, PayloadContainer container, string name)
    {
        await using Stream? stream = await bodies.OpenAsync(container, name, CancellationToken.None);
        if (stream is null)
        {
            return null;
        }

        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }
}
