namespace LocalServiceBus.Topology;

/// <summary>One queue: what it accepts, and how it hands out.</summary>
public sealed record QueueDescription(string Name, ReceiveSettings Receive, PublishSettings Publish);
