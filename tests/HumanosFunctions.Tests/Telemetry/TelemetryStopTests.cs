using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HumanosFunctions.Tests.Telemetry;

/// <summary>A destination of telemetry that takes connections and never answers.</summary>
[Collection(TracedCollection.Name)]
public sealed class TelemetryStopTests
{
    private static readonly TimeSpan Documented = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task A_stop_does_not_wait_longer_than_documented_for_an_answer(string protocol)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        string address = $"http://{silent.LocalEndpoint}";
        using IHost host = Start(address, protocol);
        await host.StartAsync();
        using (Activity? span = IngestorTracing.Source.StartActivity("ingest"))
        {
            Assert.NotNull(span);
        }

        long began = Stopwatch.GetTimestamp();
        await host.StopAsync();
        host.Dispose();

        Assert.True(silent.Pending(), "the exporter has connected");
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Documented);
    }

    private static IHost Start(string address, string protocol)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [TelemetryExport.OtlpEndpoint] = address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
        });
        builder.Services.AddTelemetryExport(builder.Configuration);
        return builder.Build();
    }
}
