using HumanosFunctions.Secrets;

namespace HumanosFunctions.Processing.Handlers;

/// <summary>
/// The key of <see cref="DocumentHash"/> and <see cref="ContactHash"/>. It must not rotate, since hashes under two keys cannot
/// be compared; so the one that was read last stays in use while the vault cannot be asked.
/// </summary>
public sealed class DocumentHashKey(OptionalSecrets secrets)
{
    private volatile byte[]? _last;

    /// <summary>Null where none is configured. Throws where nobody has been able to say.</summary>
    public async ValueTask<byte[]?> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            string? text = await secrets.GetAsync(OptionalSecret.DocumentHashKey, cancellationToken);
            return _last = text is null ? null : System.Text.Encoding.UTF8.GetBytes(text);
        }
        catch (Exception) when (_last is not null && !cancellationToken.IsCancellationRequested)
        {
            return _last;
        }
    }
}
