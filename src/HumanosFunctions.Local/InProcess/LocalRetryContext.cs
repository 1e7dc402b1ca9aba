using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Local.InProcess;

internal sealed class LocalRetryContext : RetryContext
{
    public static LocalRetryContext None { get; } = new();

    public override int RetryCount => 0;

    public override int MaxRetryCount => 0;
}
