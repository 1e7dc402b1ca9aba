using LocalServiceBus.State;

namespace LocalServiceBus.Tests.State;

public sealed class SerialWorkQueueTests
{
    [Fact]
    public async Task Work_is_done_in_order_and_never_at_the_same_time()
    {
        List<int> done = [];
        await using (var mailbox = new SerialWorkQueue(() => { }, trace: null))
        {
            for (int i = 0; i < 10_000; i++)
            {
                int number = i;
                mailbox.Post(() => done.Add(number));
            }
        }

        Assert.Equal(Enumerable.Range(0, 10_000), done);
    }

    [Fact]
    public async Task Work_that_fails_is_reported_and_the_rest_goes_on()
    {
        List<string> traced = [];
        await using var mailbox = new SerialWorkQueue(() => { }, traced.Add);
        mailbox.Post(() => throw new InvalidDataException("secret"));

        Assert.Equal(7, await mailbox.AskAsync(() => 7));
        Assert.Contains(nameof(InvalidDataException), Assert.Single(traced), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", traced[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_that_fails_fails_for_the_one_who_asked()
    {
        await using var mailbox = new SerialWorkQueue(() => { }, trace: null);

        await Assert.ThrowsAsync<InvalidDataException>(() => mailbox.AskAsync<int>(() => throw new InvalidDataException()));
    }

    [Fact]
    public async Task A_closed_mailbox_answers_nobody()
    {
        var mailbox = new SerialWorkQueue(() => { }, trace: null);
        await mailbox.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => mailbox.AskAsync(() => 7));
    }
}
