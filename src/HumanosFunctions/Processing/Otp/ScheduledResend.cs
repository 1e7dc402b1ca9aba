using System.Text.Json.Serialization;

namespace HumanosFunctions.Processing.Otp;

/// <summary>One call that is to be made later.</summary>
/// <param name="Series">See <see cref="ResendSeries"/>.</param>
/// <param name="Attempt">From 1; counts what Humanos is asked for.</param>
/// <param name="Try">From 1; counts how often one attempt is called while the API is unavailable.</param>
public sealed record ScheduledResend(string RequestId, ResendSelector Selector, string Series, int Attempt, int Try)
{
    /// <summary>The same for every try, so that one which did arrive is not done twice.</summary>
    [JsonIgnore]
    public string IdempotencyKey => $"{Series}-{Attempt}";

    /// <summary>The same for every repetition of a try, so that the queue takes it once.</summary>
    [JsonIgnore]
    public string MessageId => $"{IdempotencyKey}-{Try}";

    [JsonIgnore]
    public ScheduledResend NextTry => this with { Try = Try + 1 };
}
