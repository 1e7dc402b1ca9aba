namespace HumanosFunctions.Publishing.Sharing;

/// <summary>What became of a transfer, told to everyone who waits for a message in it.</summary>
internal static class WaitingMessages
{
    public static void Acknowledge(this IReadOnlyList<WaitingMessage> messages)
    {
        foreach (WaitingMessage message in messages)
        {
            message.Acknowledge();
        }
    }

    /// <summary>Those that were told before are not told again.</summary>
    public static void Fail(this IReadOnlyList<WaitingMessage> messages, Exception failure)
    {
        foreach (WaitingMessage message in messages)
        {
            message.Fail(failure);
        }
    }
}
