using HumanosFunctions.Secrets;

namespace HumanosFunctions.Processing.Documents;

/// <summary>The key of <see cref="DocumentHash"/>. It must not rotate, since hashes under two keys cannot be compared.</summary>
public sealed class DocumentHashKey(OptionalSecrets secrets)
{
    public async ValueTask<byte[]?> GetAsync(CancellationToken cancellationToken) =>
        await secrets.GetAsync(OptionalSecret.DocumentHashKey, cancellationToken) is { } text ? System.Text.Encoding.UTF8.GetBytes(text) : null;
}
