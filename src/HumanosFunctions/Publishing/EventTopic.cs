namespace HumanosFunctions.Publishing;

/// <summary>What the app knows of its topic at compile time; the topology file says the same.</summary>
public static class EventTopic
{
    public const string Setting = "%Humanos:TopicName%";

    public const string CredentialSubscription = "credential";

    public const string IdentitySubscription = "identity";

    public const string OtpFailedSubscription = "otp-failed";

    public static readonly TimeSpan DuplicateDetectionWindow = TimeSpan.FromDays(1);
}
