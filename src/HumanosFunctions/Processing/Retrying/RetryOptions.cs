using Microsoft.Extensions.Options;

namespace HumanosFunctions.Processing.Retrying;

/// <summary>How often and when a failed event is tried again. README.md describes every key.</summary>
public sealed class RetryOptions
{
    /// <summary>How often an event that could not be processed is scheduled again before it is dead-lettered.</summary>
    public int MaxRetries { get; set; } = 10;

    /// <summary>Before the first scheduled retry; each further one waits twice as long.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>Stops the start on waits and counts that retries cannot work with.</summary>
internal sealed class RetryOptionsValidator : IValidateOptions<RetryOptions>
{
    // With the longest wait that is more than three days: a fault that lasts so long is for people to look at.
    private const int MostRetries = 20;

    public ValidateOptionsResult Validate(string? name, RetryOptions options)
    {
        string[] failures = [.. Failures(options)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(RetryOptions options)
    {
        if (options.MaxRetries is < 0 or > MostRetries)
        {
            yield return $"Humanos:MaxRetries must be from 0 to {MostRetries}.";
        }

        if (options.RetryDelay <= TimeSpan.Zero || options.RetryDelay > RetryDelay.Longest)
        {
            yield return $"Humanos:RetryDelay must be longer than zero and at most {RetryDelay.Longest}.";
        }
    }
}
