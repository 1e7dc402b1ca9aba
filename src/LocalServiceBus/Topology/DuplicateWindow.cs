namespace LocalServiceBus.Topology;

/// <summary>How long a MessageId is remembered, in what a topology file says and in what it means.</summary>
internal static class DuplicateWindow
{
    /// <summary>What the templates give to topic and queues in Azure.</summary>
    public static readonly TimeSpan Deployed = TimeSpan.FromDays(1);

    private static readonly TimeSpan LongestInEmulator = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A file that the official emulator mounts cannot say what is deployed, so the longest window that it takes stands for
    /// that one. Every other was chosen by somebody, and is kept.
    /// </summary>
    public static TimeSpan MeantBy(TimeSpan written) => written == LongestInEmulator ? Deployed : written;
}
