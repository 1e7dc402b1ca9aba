using HumanosFunctions.Configuration;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.Services.AddHumanosFunctions(builder.Configuration);
await builder.Build().RunAsync();
