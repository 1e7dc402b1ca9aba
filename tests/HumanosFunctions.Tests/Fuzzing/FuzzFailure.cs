namespace HumanosFunctions.Tests.Fuzzing;

/// <summary>A rule that did not hold; the message is a fixed sentence.</summary>
internal sealed class FuzzFailure(string rule) : Exception(rule)
{
    public static void Unless(bool holds, string rule)
    {
        if (!holds)
        {
            throw new FuzzFailure(rule);
        }
    }
}
