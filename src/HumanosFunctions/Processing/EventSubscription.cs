using HumanosFunctions.Publishing;

namespace HumanosFunctions.Processing;

/// <summary>A subscription that this app processes, and the subject that it receives, or null if it receives every event.</summary>
public sealed record EventSubscription
{
    private EventSubscription(string name, string? subject) => (Name, Subject) = (name, subject);

    public static EventSubscription Credential { get; } = new(EventTopic.CredentialSubscription, RoutingKey.Credential);

    public static EventSubscription Identity { get; } = new(EventTopic.IdentitySubscription, RoutingKey.Identity);

    public static EventSubscription OtpFailed { get; } = new(EventTopic.OtpFailedSubscription, RoutingKey.OtpFailed);

    /// <summary>Where the archive is on.</summary>
    public static EventSubscription Archive { get; } = new(EventTopic.ArchiveSubscription, subject: null);

    public static IReadOnlyList<EventSubscription> All { get; } = [Credential, Identity, OtpFailed, Archive];

    /// <summary>The subscriptions whose events have handlers.</summary>
    public static IReadOnlyList<EventSubscription> Handled { get; } = [Credential, Identity, OtpFailed];

    public string Name { get; }

    public string? Subject { get; }

    /// <summary>Returns null if this app does not process a subscription of that name.</summary>
    public static EventSubscription? Named(string? name) =>
        All.FirstOrDefault(subscription => subscription.Name == name);
}
