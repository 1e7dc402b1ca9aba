using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Settings;

/// <summary>Where the app runs. In Azure an instance and its disk come and go, so what must stay has to be outside of them.</summary>
public static class HostingEnvironment
{
    // The platform sets them in every instance of an app; a developer's machine has neither.
    private static readonly string[] SetInAzure = ["WEBSITE_INSTANCE_ID", "WEBSITE_SITE_NAME"];

    public static bool IsAzure(IConfiguration configuration) => SetInAzure.Any(name => configuration[name] is { Length: > 0 });
}
