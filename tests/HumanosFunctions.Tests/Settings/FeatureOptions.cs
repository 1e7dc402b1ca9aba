using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Tests.Settings;

/// <summary>The options classes of all features: those that the app itself registers.</summary>
internal static class FeatureOptions
{
    public static IReadOnlyList<Type> Types { get; } =
    [
        .. new ServiceCollection()
            .AddHumanosFunctions(new ConfigurationBuilder().Build())
            .Select(service => service.ServiceType)
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IConfigureOptions<>))
            .Select(type => type.GenericTypeArguments[0])
            .Where(type => type.Assembly == typeof(ServiceRegistration).Assembly)
            .Distinct(),
    ];

    /// <summary>Each property is a setting of the same name.</summary>
    public static IReadOnlyList<PropertyInfo> Settings { get; } =
        [.. Types.SelectMany(type => type.GetProperties()).Where(property => property.SetMethod is { IsPublic: true })];

    public static Type TypeWith(string setting) => Settings.Single(property => property.Name == setting).DeclaringType!;
}
