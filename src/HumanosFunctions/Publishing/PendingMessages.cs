namespace HumanosFunctions.Publishing;

/// <summary>What became of a transfer, told to everyone who waits for a message in it.</summary>
internal static class PendingMessages
{
    public static void Acknowledge(this IReadOnlyList<PendingMessage> messages)
    {
        foreach (PendingMessage message in messages)
        {
            message.Acknowledge();
        }
    }

    /// <summary>Those that were told before are not told again.</summary>
    public static void Fail(this IReadOnlyList<PendingMessage> messages, Exception failure)
    {
        foreach (PendingMessage message in messages)
        {
            message.Fail(failure);
        }
    }
}
