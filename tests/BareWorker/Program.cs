using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.Services.AddSingleton(new ServiceBusClient(builder.Configuration["ServiceBusConnection"]).CreateSender("humanos-events"));
await builder.Build().RunAsync();
