using HumanosFunctions.Configuration;
using HumanosFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Hosting;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.Services.AddHumanosFunctions(builder.Configuration);
builder.Services.AddTelemetryExport(builder.Configuration)?.UseFunctionsWorkerDefaults();
await builder.Build().RunAsync();
