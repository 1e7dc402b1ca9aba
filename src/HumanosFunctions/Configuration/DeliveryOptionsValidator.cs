using Microsoft.Extensions.Options;

namespace HumanosFunctions.Configuration;

/// <summary>Stops the start on bounds of deliveries under which none could ever be accepted.</summary>
public sealed class DeliveryOptionsValidator : IValidateOptions<HumanosOptions>
{
    // The platform hangs up on a request after this time.
    private static readonly TimeSpan LongestDelivery = TimeSpan.FromSeconds(230);

    public ValidateOptionsResult Validate(string? name, HumanosOptions options)
    {
        string[] failures = [.. Bounds(options)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Bounds(HumanosOptions options)
    {
        if (options.DeliveryTimeout <= options.PublishTimeout || options.DeliveryTimeout > LongestDelivery)
        {
            yield return $"Humanos:DeliveryTimeout must be longer than Humanos:PublishTimeout and at most {LongestDelivery}.";
        }

        if (options.MaxConcurrentDeliveries < 1)
        {
            yield return "Humanos:MaxConcurrentDeliveries must be at least 1.";
        }
    }
}
