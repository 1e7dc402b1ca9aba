using System.Text;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.Diagnosis;
using HumanosFunctions.Cli.Diagnosis.Secrets;
using HumanosFunctions.Ingest;
using HumanosFunctions.Local.Http;
using HumanosFunctions.Local.Invocation;
using HumanosFunctions.Local.Page.Recording;
using HumanosFunctions.Processing.Retrying;
using HumanosFunctions.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Local.Tests.Page;

/// <summary>What the page knows of deliveries, with and without a burst, and of events that are retried.</summary>
public sealed class DeliveryRecorderTests : IAsyncDisposable
{
    private const int Listed = 1000;
    private const int Burst = 3000;
    private const int MaxBodyBytes = 1024 * 1024;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 30, 12, 30, 0, TimeSpan.Zero));
    private readonly KnownSecrets _secrets = new([], [], []);
    private readonly DeliveryJournal _journal = new(capacity: 10_000, MaxBodyBytes);
    private readonly Examiner _examiner;
    private readonly Rates _rates;
    private readonly DeliveryRecorder _recorder;

    public DeliveryRecorderTests()
    {
        _rates = new Rates(_time);
        _examiner = new Examiner(_journal, _secrets, ReplayWindow.Of(TimeSpan.FromMinutes(5)), _time);
        _recorder = new DeliveryRecorder(_journal, _rates, _examiner, _time);
    }

    [Fact]
    public void Without_an_open_page_the_rest_of_a_burst_is_counted_and_not_listed()
    {
        Deliver(Burst);

        Assert.Equal((Listed, Burst - Listed), (All().Count, _journal.LeftOut));
        Assert.Equal(Burst, _rates.Take().Accepted);
    }

    [Fact]
    public void The_next_second_is_listed_again()
    {
        Deliver(Burst);
        _time.Advance(TimeSpan.FromSeconds(1));
        Deliver(1);

        Assert.Equal(Listed + 1, All().Count);
    }

    [Fact]
    public void While_a_page_is_open_every_delivery_is_listed()
    {
        _journal.IsWatched = true;

        Deliver(Burst);

        Assert.Equal((Burst, 0), (All().Count, _journal.LeftOut));
    }

    [Fact]
    public void An_event_is_retried_until_an_attempt_leaves_no_copy_behind()
    {
        Deliver(1, "event-1");
        Assert.Equal(Progress.Waiting, Assert.Single(All()));

        Attempt("event-1", copy: true);
        Assert.Equal(Progress.Retrying, Assert.Single(All()));

        _time.Advance(TimeSpan.FromSeconds(5));
        Attempt("event-1", copy: false);
        Assert.Equal(Progress.Stored, Assert.Single(All()));
    }

    [Fact]
    public void A_message_for_later_that_is_no_copy_retries_nothing()
    {
        Deliver(1, "event-1");

        _recorder.Scheduled(name => name == EventProperties.Id ? "event-1" : null);
        Attempt("event-1", copy: false);

        Assert.Equal(Progress.Stored, Assert.Single(All()));
    }

    [Fact]
    public void An_event_that_only_the_archive_has_is_not_stored()
    {
        Deliver(1, "event-1");
        Handle("Archive", "event-1", MessageEnd.Completed);
        Assert.Equal(Progress.Waiting, Assert.Single(All()));

        Handle("Credential", "event-1", MessageEnd.DeadLettered);
        Handle("Archive", "event-1", MessageEnd.Completed);
        Assert.Equal(Progress.Dead, Assert.Single(All()));
    }

    [Fact]
    public void An_attempt_before_the_answer_is_known_belongs_to_the_delivery()
    {
        IObservedRequest open = Begin();

        Attempt("event-1", copy: false);
        End(open, "event-1");

        Assert.Equal(Progress.Stored, Assert.Single(All()));
    }

    [Fact]
    public async Task A_client_that_is_gone_before_the_answer_ends_its_delivery_once()
    {
        await LeaveBeforeTheAnswerAsync("event-1");
        IObservedRequest open = Begin();

        Attempt("event-2", copy: false);
        End(open, "event-2");

        Assert.Equal([Progress.Stored, Progress.Waiting], All());
        Assert.Equal((2, 0), _rates.Take() is var rate ? (rate.Accepted, rate.Refused) : default);
    }

    [Fact]
    public void An_event_of_no_listed_delivery_is_forgotten_at_once()
    {
        Attempt("event-1", copy: true);

        Deliver(1, "event-1");

        Assert.Equal(Progress.Waiting, Assert.Single(All()));
    }

    [Fact]
    public void Every_repetition_of_an_event_is_marked_however_many_there_are()
    {
        _journal.IsWatched = true;
        Deliver(1, "event-1");

        for (int repetition = 0; repetition < Burst; repetition++)
        {
            IObservedRequest open = Begin();
            _recorder.Dropped("event-1");
            End(open, "event-1");
        }

        Assert.Equal([.. Enumerable.Repeat(Progress.Dropped, Burst), Progress.Waiting], All());
    }

    [Fact]
    public void Repetitions_at_the_same_time_are_marked_once_each()
    {
        Deliver(1, "event-1");
        IObservedRequest first = Begin(), second = Begin();

        _recorder.Dropped("event-1");
        _recorder.Dropped("event-1");
        End(second, "event-1");
        End(first, "event-1");

        Assert.Equal([Progress.Dropped, Progress.Dropped, Progress.Waiting], All());
        Assert.All(Stages().Take(2), stages => Assert.Single(stages, stage => stage.StartsWith("dropped", StringComparison.Ordinal)));
    }

    [Fact]
    public void Bodies_stay_within_their_bound_in_whatever_order_they_arrive()
    {
        const int Size = 100 * 1024;
        IObservedRequest[] open = [.. Enumerable.Range(0, 30).Select(_ => Begin())];

        foreach (int number in Enumerable.Range(1, open.Length).Reverse())
        {
            _journal.KeepBody(number, new byte[Size]);
        }

        Assert.Equal(MaxBodyBytes / Size, _journal.Read(long.MaxValue, int.MaxValue, delivery => delivery.Body is not null, delivery => delivery.Id).Page.Count);
    }

    public async ValueTask DisposeAsync()
    {
        await _examiner.DisposeAsync();
        _secrets.Dispose();
    }

    private IReadOnlyList<Progress> All() => [.. _journal.Read(long.MaxValue, int.MaxValue, _ => true, delivery => new { delivery.Progress }).Page.Select(delivery => delivery.Progress)];

    private IReadOnlyList<List<string>> Stages() => _journal.Read(long.MaxValue, int.MaxValue, _ => true, delivery => delivery.Stages.ConvertAll(stage => stage.Name)).Page;

    private void Deliver(int count, string? messageId = null)
    {
        for (int number = 0; number < count; number++)
        {
            End(Begin(), messageId ?? $"event-{number}");
        }
    }

    private IObservedRequest Begin() => _recorder.Begin(new DefaultHttpContext { Request = { Method = "POST", Path = "/api/webhook" } }.Request)!;

    private async Task LeaveBeforeTheAnswerAsync(string messageId)
    {
        var http = new DefaultHttpContext { Request = { Method = "POST", Path = "/api/webhook" }, RequestAborted = new CancellationToken(canceled: true) };
        var body = new RequestBody(new RequestBodyLimits(MaxLength: 1, MaxBuffered: 1, TimeSpan.FromMinutes(1)), _time);
        await new HttpTriggerEndpoint(new Answering(Answer(messageId)), body, _recorder, NullLogger.Instance).HandleAsync(http);
    }

    private static void End(IObservedRequest request, string messageId) => request.End(StatusCodes.Status200OK, Answer(messageId));

    private static MemoryStream Answer(string messageId)
    {
        byte[] answer = Encoding.UTF8.GetBytes($$"""{"messageId":"{{messageId}}"}""");
        return new MemoryStream(answer, 0, answer.Length, writable: false, publiclyVisible: true);
    }

    private void Attempt(string eventId, bool copy)
    {
        if (copy)
        {
            _recorder.Scheduled(name => name == EventProperties.Id ? eventId : name == EventCopy.Attempt ? 1 : null);
        }

        Handle("Credential", eventId, MessageEnd.Completed);
    }

    private void Handle(string function, string eventId, MessageEnd end)
    {
        ServiceBusReceivedMessage message = ServiceBusModelFactory.ServiceBusReceivedMessage(properties: new Dictionary<string, object> { [EventProperties.Id] = eventId });
        _recorder.Handled(function, message, end, TimeSpan.FromMilliseconds(1));
    }

    private sealed class Answering(Stream answer) : IFunction
    {
        public string Name => "Ingest";

        public ValueTask<HttpResult?> HandleRequestAsync(HttpContext http) => ValueTask.FromResult<HttpResult?>(new HttpResult(StatusCodes.Status200OK, [], [], answer));

        public ValueTask HandleMessageAsync(ProcessMessageEventArgs delivery, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
