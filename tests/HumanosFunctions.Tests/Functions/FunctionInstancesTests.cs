using HumanosFunctions.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Tests.Functions;

/// <summary>Each class of functions is created once, which is correct only while nothing that it uses belongs to one invocation.</summary>
public sealed class FunctionInstancesTests
{
    private static readonly IServiceCollection Services = new ServiceCollection()
        .AddLogging()
        .AddHumanosFunctions(new ConfigurationBuilder()
            .AddInMemoryCollection([
                new("Humanos:TopicName", "humanos-events"), new("Humanos:KeyVaultUri", "https://unused.vault.example"),
                new("ServiceBusConnection:fullyQualifiedNamespace", "unused.servicebus.example"),
            ])
            .Build());

    public static TheoryData<Type> FunctionClasses { get; } =
        [.. typeof(IngestFunction).Assembly.GetTypes().Where(type => type.GetMethods().Any(method => method.IsDefined(typeof(FunctionAttribute), inherit: false)))];

    [Theory]
    [MemberData(nameof(FunctionClasses))]
    public async Task All_invocations_use_the_same_instance(Type functionClass)
    {
        await using ServiceProvider services = Services.BuildServiceProvider(validateScopes: true);
        var instances = new FunctionInstances(services);

        object first = instances.CreateInstance(functionClass, context: null!);

        Assert.IsType(functionClass, first);
        Assert.Same(first, instances.CreateInstance(functionClass, context: null!));
    }

    [Fact]
    public void No_service_of_the_app_belongs_to_one_invocation() =>
        Assert.DoesNotContain(Services, service => service.Lifetime == ServiceLifetime.Scoped && service.ServiceType.Assembly == typeof(IngestFunction).Assembly);
}
