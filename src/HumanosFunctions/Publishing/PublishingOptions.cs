using HumanosFunctions.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Publishing;

/// <summary>Where events go, and in which time and size. README.md describes every key.</summary>
public sealed class PublishingOptions
{
    /// <summary>No default: the triggers read the same setting, and without it none of them would start.</summary>
    public string TopicName { get; set; } = "";

    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of JSON from which on an event goes beside its message: below the broker's 256 KiB, with room for headers.</summary>
    public int ClaimCheckAbove { get; set; } = 240 * 1024;
}

/// <summary>An ingestor that cannot publish would refuse every delivery: it does not start.</summary>
internal sealed class PublishingOptionsValidator(IConfiguration configuration) : IValidateOptions<PublishingOptions>
{
    private const int LongestName = 260;

    public ValidateOptionsResult Validate(string? name, PublishingOptions options)
    {
        string[] failures = [.. Topic(options), .. Limits(options), .. Connection()];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Topic(PublishingOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.TopicName))
        {
            yield return "Humanos:TopicName is not set: give the name of the topic, humanos-events for example.";
        }
        else if (options.TopicName.Length > LongestName || options.TopicName.Any(letter => !IsOfAName(letter)))
        {
            yield return $"Humanos:TopicName takes the name of a topic: at most {LongestName} letters, digits, '.', '-', '_' and '/', without white space.";
        }
    }

    private static IEnumerable<string> Limits(PublishingOptions options)
    {
        if (options.PublishTimeout <= TimeSpan.Zero)
        {
            yield return "Humanos:PublishTimeout must be longer than zero.";
        }

        if (options.ClaimCheckAbove < 0)
        {
            yield return "Humanos:ClaimCheckAbove must not be negative.";
        }
    }

    private string[] Connection() => ServiceBusConnection.Problem(configuration) is { } problem ? [problem] : [];

    private static bool IsOfAName(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' or '/';
}
