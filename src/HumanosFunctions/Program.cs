using HumanosFunctions;
using HumanosFunctions.Functions;
using HumanosFunctions.Settings;
using HumanosFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.Services.AddHumanosFunctions(builder.Configuration).AddSingleton<IFunctionActivator, FunctionInstances>();
builder.Services.AddTelemetryExport(builder.Configuration)?.UseFunctionsWorkerDefaults();
try
{
    await builder.Build().RunAsync();
    return 0;
}
catch (Exception problem) when (AppSettings.MistakesIn(problem) is { } mistakes)
{
    // Each mistake is a sentence that names its key. A stack trace would hide them.
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, mistakes));
    return 2;
}
