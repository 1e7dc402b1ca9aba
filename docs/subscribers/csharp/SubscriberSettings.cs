namespace SampleSubscriber;

/// <summary>Where the subscriber reads: the subscription as argument, the secret connection string from the environment.</summary>
internal sealed record SubscriberSettings(string ConnectionString, string Topic, string Subscription)
{
    public const string Usage = $"Usage: SampleSubscriber SUBSCRIPTION [TOPIC], with the connection string in {ConnectionStringVariable}.";

    private const string ConnectionStringVariable = "SERVICEBUS_CONNECTION_STRING";
    private const string DefaultTopic = "humanos-events";

    public static SubscriberSettings? Read(string[] arguments)
    {
        string? connectionString = Environment.GetEnvironmentVariable(ConnectionStringVariable);
        return (arguments, connectionString) switch
        {
            (_, null or "") => null,
            ([var subscription], _) => new SubscriberSettings(connectionString, DefaultTopic, subscription),
            ([var subscription, var topic], _) => new SubscriberSettings(connectionString, topic, subscription),
            _ => null,
        };
    }
}
