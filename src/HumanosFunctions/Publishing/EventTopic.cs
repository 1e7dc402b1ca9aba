namespace HumanosFunctions.Publishing;

/// <summary>What the app knows of its topic at compile time; the topology file says the same.</summary>
internal static class EventTopic
{
    public const string Setting = "%Humanos:TopicName%";

    public const string CredentialSubscription = "credential";

    public const string IdentitySubscription = "identity";

    public const string OtpFailedSubscription = "otp-failed";

    public static readonly TimeSpan DuplicateDetectionWindow = TimeSpan.FromDays(1);
}

/// <summary>The message subject that the subscriptions filter on, from the event type as Humanos sent it.</summary>
internal static class RoutingKey
{
    public const string Credential = "credential";

    public const string Identity = "identity";

    public const string OtpFailed = "otp.failed";

    public const string Test = "test";

    /// <summary>Stands in where an event names no type; it matches the audit subscription alone.</summary>
    public const string Unknown = "unknown";

    /// <summary>For metrics and traces: a type that nobody has seen before is no word of ours.</summary>
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
