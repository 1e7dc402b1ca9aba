using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Tests.Processing.Retrying;

/// <summary>A clock on which whatever is waited for is over at once.</summary>
internal sealed class SkippingTime : FakeTimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero)
        {
            Advance(dueTime);
        }

        return timer;
    }
}
