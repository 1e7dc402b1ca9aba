using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using HumanosFunctions.Secrets;
using HumanosFunctions.Telemetry;
using HumanosFunctions.Tests.Infrastructure.Operations;
using HumanosFunctions.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Tests.Telemetry;

/// <summary>The tables of docs/telemetry.md are the instruments and spans of the code.</summary>
public sealed partial class TelemetryTableTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<IngestorMetrics>().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Every_instrument_is_in_the_table_with_its_kind_and_unit_and_nothing_else_is() =>
        Assert.Equal(
            Instruments().Select(instrument => $"{instrument.Name} {KindOf(instrument)} {instrument.Unit}").Order(StringComparer.Ordinal),
            Rows("humanos.").Select(row => $"{row[0]} {row[1]} {row[2]}").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_instrument_says_what_it_measures() =>
        Assert.All(Instruments(), instrument => Assert.False(string.IsNullOrEmpty(instrument.Description)));

    [Fact]
    public void Every_tag_of_a_span_is_in_the_table_and_nothing_else_is()
    {
        string[] tags = [.. typeof(TraceTags).GetFields().Select(tag => (string)tag.GetRawConstantValue()!)];

        Assert.Equal(
            tags.Order(StringComparer.Ordinal),
            SpanRows().SelectMany(row => Quoted().Matches(row[2]).Select(tag => tag.Groups[1].Value)).Distinct().Order(StringComparer.Ordinal));
    }

    private Instrument[] Instruments()
    {
        // It alone can tell how old its secrets are; nothing is read until it is asked.
        _ = new KeyVaultSecrets(null!, Options.Create(new SecretOptions()), _services.GetRequiredService<IngestorMetrics>(), TimeProvider.System);
        _ = new Heartbeat(_services.GetRequiredService<IngestorMetrics>(), TimeProvider.System);
        Meter meter = _services.GetRequiredService<IngestorMetrics>().Meter;
        var found = new List<Instrument>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter == meter)
            {
                found.Add(instrument);
            }
        };
        listener.Start();
        return [.. found];
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" => "counter",
        "UpDownCounter" => "up-down counter",
        "Histogram" => "histogram",
        _ => "gauge",
    };

    private static IEnumerable<string[]> SpanRows() => Rows("ingest").Concat(Rows("publish ")).Concat(Rows("process ")).Concat(Rows("put "));

    private static IEnumerable<string[]> Rows(string first) => File
        .ReadLines(RepositoryFiles.Path("docs", "telemetry.md"))
        .Where(line => line.StartsWith($"| `{first}", StringComparison.Ordinal))
        .Select(line => line.Split('|')[1..^1].Select((cell, at) => at < 2 ? cell.Trim().Trim('`') : cell.Trim()).ToArray());

    [GeneratedRegex("`([a-z_.]+)`")]
    private static partial Regex Quoted();
}
