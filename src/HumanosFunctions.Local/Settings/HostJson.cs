using HumanosFunctions.Cli.Development;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Local.Settings;

/// <summary>Reads host.json; members it does not know are none of its business.</summary>
internal static class HostJson
{
    // The Functions host lets app settings of this prefix override single members.
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
