using HumanosFunctions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Tests.Documentation;

public sealed class MandateNoticeOptions
{
    /// <summary>How long before the end of a mandate a notice is sent.</summary>
    public TimeSpan MandateNotice { get; set; } = TimeSpan.FromDays(7);
}

internal sealed class MandateNoticeOptionsValidator : IValidateOptions<MandateNoticeOptions>
{
    public ValidateOptionsResult Validate(string? name, MandateNoticeOptions options) => options.MandateNotice > TimeSpan.Zero
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail("Humanos:MandateNotice must be longer than zero.");
}

internal static class MandateNoticeRegistration
{
    public static IServiceCollection AddMandateNotice(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<MandateNoticeOptions>(configuration);
        return services.AddSingleton<IValidateOptions<MandateNoticeOptions>, MandateNoticeOptionsValidator>();
    }
}
