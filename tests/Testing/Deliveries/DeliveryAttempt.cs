using System.Globalization;

namespace Testing.Deliveries;

/// <summary>A delivery, genuine or not, and the moment and secrets that it is judged by.</summary>
/// <param name="Timestamp">The header's value; null where it is absent.</param>
/// <param name="Signature">The header's value; null where it is absent.</param>
/// <param name="Body">The bytes sent, which need not be the bytes signed.</param>
/// <param name="AcceptedSecrets">The generations in force.</param>
/// <param name="Now">The receiver's clock.</param>
/// <param name="Trick">What the sender did.</param>
public sealed record DeliveryAttempt(
    string? Timestamp, string? Signature, byte[] Body, IReadOnlyList<string> AcceptedSecrets, DateTimeOffset Now, string Trick)
{
    /// <summary>What a failing property prints: the trick and lengths, never a value.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Trick}; body {Body.Length}, timestamp {Timestamp?.Length ?? -1}, signature {Signature?.Length ?? -1}");
}
