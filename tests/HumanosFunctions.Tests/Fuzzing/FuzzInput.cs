using Testing.Deliveries;

namespace HumanosFunctions.Tests.Fuzzing;

/// <param name="Attempt">The delivery.</param>
/// <param name="Plaintext">What was encrypted.</param>
/// <param name="MustOpen">Whether it is genuine and an envelope, however unusual.</param>
internal sealed record FuzzInput(DeliveryAttempt Attempt, byte[] Plaintext, bool MustOpen);
