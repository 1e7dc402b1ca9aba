using HumanosFunctions.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Publishing;

/// <summary>An ingestor that cannot publish would refuse every delivery: it does not start.</summary>
public sealed class PublishingOptionsValidator(IConfiguration configuration) : IValidateOptions<PublishingOptions>
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
