using HumanosFunctions.Ingest;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Tests.Ingest;

public sealed class RefusalLogTests : ILogger<RefusalLog>
{
    private static readonly Refusal Forged = new(IngestOutcome.NotGenuine, "SignatureMismatch");
    private static readonly Refusal Genuine = new(IngestOutcome.Unreadable, "NoKeyFits");

    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _lines = [];
    private readonly RefusalLog _log;

    public RefusalLogTests() => _log = new RefusalLog(_time, this);

    [Fact]
    public void A_flood_of_forgeries_writes_some_lines_a_second_and_later_how_many_were_left_out()
    {
        Write(Forged, 1_000);
        Assert.Equal(RefusalLog.MaxPerSecond, _lines.Count);

        _time.Advance(TimeSpan.FromSeconds(1));
        Write(Forged, 1);

        Assert.Contains($"{1_000 - RefusalLog.MaxPerSecond} refusals", _lines[^2], StringComparison.Ordinal);
        Assert.Equal(RefusalLog.MaxPerSecond + 2, _lines.Count);
    }

    [Fact]
    public void A_line_has_no_blanks_where_nothing_is_known()
    {
        Write(Forged, 1);
        Write(new Refusal(IngestOutcome.Unreadable, "NoKeyFits", 12, TimeSpan.FromSeconds(-3)), 1);

        Assert.EndsWith("Delivery refused as NotGenuine: SignatureMismatch (H401-7); body not read, no time read", _lines[0], StringComparison.Ordinal);
        Assert.EndsWith("Delivery refused as Unreadable: NoKeyFits (H500-1); body of 12 bytes, clock skew -00:00:03", _lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_left_out_is_told_once()
    {
        Write(Forged, RefusalLog.MaxPerSecond + 1);
        _time.Advance(TimeSpan.FromSeconds(1));
        Write(Forged, 2);

        Assert.Single(_lines, line => line.Contains("not logged", StringComparison.Ordinal));
    }

    [Fact]
    public void A_flood_takes_no_line_from_what_is_genuine()
    {
        Write(Forged, 1_000);
        Write(Genuine, 50);

        Assert.Equal(50, _lines.Count(line => line.Contains("NoKeyFits", StringComparison.Ordinal)));
    }

    [Fact]
    public void More_at_once_than_can_be_handled_is_a_flood_too()
    {
        Write(Refusal.TooManyAtOnce, 1_000);

        Assert.Equal(RefusalLog.MaxPerSecond, _lines.Count);
    }

    private void Write(Refusal refusal, int times)
    {
        for (int time = 0; time < times; time++)
        {
            _log.Write(refusal);
        }
    }

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Add(formatter(state, exception));

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;
}
