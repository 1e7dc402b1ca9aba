using System.Globalization;
using HumanosFunctions.Cli.Development;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Local.Settings;

/// <summary>Reads host.json. Members that this host does not use are ignored.</summary>
internal static class HostJson
{
    // As in the Functions host, app settings with this prefix override single members.
    private const string OverridePrefix = "AzureFunctionsJobHost";

    public static HostSettings Read(string path, IConfiguration appSettings)
    {
        IConfiguration members = Load(Path.GetFullPath(path), appSettings);
        return new HostSettings(
            HostJsonMember.Text(members, "extensions:http:routePrefix", HostSettings.DefaultRoutePrefix).Trim('/'),
            HostJsonMember.Duration(members, "functionTimeout", HostSettings.DefaultFunctionTimeout),
            ReadServiceBus(members));
    }

    private static ServiceBusHostSettings ReadServiceBus(IConfiguration members)
    {
        const string Section = "extensions:serviceBus:";
        ServiceBusHostSettings defaults = ServiceBusHostSettings.Default;
        return new ServiceBusHostSettings(
            HostJsonMember.Number(members, Section + "maxConcurrentCalls", defaults.MaxConcurrentCalls, minimum: 1),
            HostJsonMember.Number(members, Section + "prefetchCount", defaults.PrefetchCount, minimum: 0),
            HostJsonMember.Flag(members, Section + "autoCompleteMessages", defaults.AutoCompleteMessages),
            HostJsonMember.Duration(members, Section + "maxAutoLockRenewalDuration", defaults.MaxAutoLockRenewalDuration));
    }

    private static IConfigurationRoot Load(string path, IConfiguration appSettings)
    {
        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(path, optional: false, reloadOnChange: false)
                .AddConfiguration(appSettings.GetSection(OverridePrefix))
                .Build();
        }
        catch (FileNotFoundException exception)
        {
            throw new HostConfigurationException($"{path} does not exist.", exception);
        }
        catch (InvalidDataException exception)
        {
            throw new HostConfigurationException(JsonPosition.Describe(path, exception), exception);
        }
    }
}

/// <summary>Reads one member of host.json in the expected type, or reports the member.</summary>
internal static class HostJsonMember
{
    public static string Text(IConfiguration members, string key, string fallback)
    {
        IConfigurationSection member = members.GetSection(key);
        return member.GetChildren().Any() ? throw Invalid(key, "a string") : member.Value ?? fallback;
    }

    public static int Number(IConfiguration members, string key, int fallback, int minimum) =>
        Read(members, key, fallback, $"a whole number of at least {minimum}", text =>
            int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) && number >= minimum
                ? number
                : null);

    public static bool Flag(IConfiguration members, string key, bool fallback) =>
        Read(members, key, fallback, "true or false", text => bool.TryParse(text, out bool flag) ? flag : null);

    public static TimeSpan Duration(IConfiguration members, string key, TimeSpan fallback) =>
        Read(members, key, fallback, "a duration such as \"00:05:00\"", text =>
            TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan duration) && text.Contains(':', StringComparison.Ordinal) && duration >= TimeSpan.Zero
                ? duration
                : null);

    private static T Read<T>(IConfiguration members, string key, T fallback, string expected, Func<string, T?> parse)
        where T : struct
    {
        IConfigurationSection member = members.GetSection(key);
        return member switch
        {
            _ when member.GetChildren().Any() => throw Invalid(key, expected),
            { Value: null } => fallback,
            { Value: var text } => parse(text) ?? throw Invalid(key, expected),
        };
    }

    private static HostConfigurationException Invalid(string key, string expected) =>
        new($"host.json: {key.Replace(':', '.')} must be {expected}.");
}

/// <summary>The members of host.json that this host uses, with the Functions host's defaults.</summary>
internal sealed record HostSettings(string RoutePrefix, TimeSpan FunctionTimeout, ServiceBusHostSettings ServiceBus)
{
    public const string DefaultRoutePrefix = "api";

    public static readonly TimeSpan DefaultFunctionTimeout = TimeSpan.FromMinutes(30);
}

/// <summary>The section extensions.serviceBus of host.json.</summary>
internal sealed record ServiceBusHostSettings(
    int MaxConcurrentCalls,
    int PrefetchCount,
    bool AutoCompleteMessages,
    TimeSpan MaxAutoLockRenewalDuration)
{
    public static ServiceBusHostSettings Default { get; } = new(
        MaxConcurrentCalls: 16,
        PrefetchCount: 0,
        AutoCompleteMessages: true,
        MaxAutoLockRenewalDuration: TimeSpan.FromMinutes(5));
}
