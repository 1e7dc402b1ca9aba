namespace HumanosFunctions.Publishing;

/// <summary>Names and limits of the topic. infra/servicebus.json defines the same.</summary>
internal static class EventTopic
{
    public const string Setting = "%Humanos:TopicName%";

    public const string CredentialSubscription = "credential";

    public const string IdentitySubscription = "identity";

    public const string OtpFailedSubscription = "otp-failed";

    public const string ArchiveSubscription = "archive";

    public static readonly TimeSpan DuplicateDetectionWindow = TimeSpan.FromDays(1);
}

/// <summary>Maps the event type of Humanos to the message subject that the subscriptions filter on.</summary>
internal static class RoutingKey
{
    public const string Credential = "credential";

    public const string Identity = "identity";

    public const string OtpFailed = "otp.failed";

    public const string Test = "test";

    /// <summary>The subject of an event without a type. Only the subscriptions archive and audit match it.</summary>
    public const string Unknown = "unknown";

    /// <summary>Returns the subject for metrics and traces, or <c>other</c> for an unknown event type.</summary>
    public static string Word(string key) => IsKnown(key) ? key : "other";

    public static string For(string? eventType) => eventType switch
    {
        null or "" => Unknown,
        _ when eventType.StartsWith("process.kyc.", StringComparison.Ordinal) => Identity,
        _ when eventType.StartsWith("process.", StringComparison.Ordinal) => Credential,
        _ => eventType,
    };

    private static bool IsKnown(string key) => key is Credential or Identity or OtpFailed or Test or Unknown;
}
