using HumanosFunctions.Settings;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Processing.Retrying;

/// <summary>The number and the delay of scheduled retries. docs/settings.md describes every key.</summary>
public sealed class RetryOptions
{
    /// <summary>How often a failed event is scheduled again before it is dead-lettered.</summary>
    public int MaxRetries { get; set; } = 10;

    /// <summary>The delay of the first scheduled retry. Each further delay is twice as long.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>Validates the settings for retries.</summary>
internal sealed class RetryOptionsValidator : IValidateOptions<RetryOptions>
{
    // With the longest delay this is more than three days. A longer fault needs an operator.
    private const int MaxRetries = 20;

    public ValidateOptionsResult Validate(string? name, RetryOptions options) => AppSettings.ResultOf(Failures(options));

    private static IEnumerable<string> Failures(RetryOptions options)
    {
        if (options.MaxRetries is < 0 or > MaxRetries)
        {
            yield return $"Humanos:MaxRetries must be from 0 to {MaxRetries}.";
        }

        if (options.RetryDelay <= TimeSpan.Zero || options.RetryDelay > RetryDelay.Max)
        {
            yield return $"Humanos:RetryDelay must be longer than zero and at most {RetryDelay.Max}.";
        }
    }
}
