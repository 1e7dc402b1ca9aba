namespace HumanosFunctions.Health;

/// <summary>Messages of a subscription wait, and none was processed for long.</summary>
public sealed class MessagesWaitException(string subscription) : Exception($"Messages of the subscription {subscription} wait, and none is processed.");
