using Humanos.Webhooks;
using HumanosFunctions.Secrets;

namespace HumanosFunctions.Processing.Otp;

/// <summary>What a call of Humanos' API is signed with; not the webhooks' own secrets.</summary>
public sealed class ApiCredentials(string key, string signatureSecret)
{
    public string Authorization => $"Bearer {key}";

    /// <summary>Null where one of the two is not configured. Throws where the vault cannot be asked now.</summary>
    public static async ValueTask<ApiCredentials?> ReadAsync(OptionalSecrets secrets, CancellationToken cancellationToken)
    {
        string? key = await secrets.GetAsync(OptionalSecret.ApiKey, cancellationToken);
        string? signatureSecret = await secrets.GetAsync(OptionalSecret.ApiSignatureSecret, cancellationToken);
        return string.IsNullOrWhiteSpace(key) || string.IsNullOrWhiteSpace(signatureSecret) ? null : new ApiCredentials(key, signatureSecret);
    }

    /// <summary>Of a call without a body: neither method nor address is part of what Humanos signs.</summary>
    public string Sign(string timestamp)
    {
        using var signatureKey = new SignatureKey(signatureSecret, nameof(ApiCredentials));
        return DeliverySigner.Sign(timestamp, [], signatureKey);
    }
}
