namespace Humanos.Webhooks;

/// <summary>A test delivery from the dashboard: <c>test</c>, since 2026-05-17. It asks for nothing but an answer.</summary>
public sealed class TestEvent : HumanosEvent
{
    internal TestEvent(string? message, EventEnvelope envelope)
        : base(envelope) => Message = message;

    /// <summary><c>message</c>: free text.</summary>
    public string? Message { get; }
}
