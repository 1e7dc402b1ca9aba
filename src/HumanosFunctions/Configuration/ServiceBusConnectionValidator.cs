using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Configuration;

/// <summary>An ingestor without a topic would refuse every delivery: it does not start.</summary>
public sealed class ServiceBusConnectionValidator(IConfiguration configuration) : IValidateOptions<HumanosOptions>
{
    public ValidateOptionsResult Validate(string? name, HumanosOptions options) =>
        ServiceBusConnection.Problem(configuration) is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
}
