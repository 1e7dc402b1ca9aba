using HumanosFunctions.Connections;
using HumanosFunctions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Publishing;

/// <summary>The topic, the publish time-out and the claim-check size. docs/settings.md describes every key.</summary>
public sealed class PublishingOptions
{
    /// <summary>Has no default: the triggers read the same setting and do not start without it.</summary>
    public string TopicName { get; set; } = "";

    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest JSON, in bytes, that a message contains. A larger event uses a claim check. Below the broker's limit of 256 KiB, to leave room for headers.</summary>
    public int ClaimCheckAbove { get; set; } = 240 * 1024;
}

/// <summary>Validates the settings for publishing. Without a topic, the app would refuse every delivery.</summary>
internal sealed class PublishingOptionsValidator(IConfiguration configuration) : IValidateOptions<PublishingOptions>
{
    private const int MaxNameLength = 260;

    public ValidateOptionsResult Validate(string? name, PublishingOptions options) => AppSettings.ResultOf([.. Topic(options), .. Limits(options), .. Connection()]);

    private static IEnumerable<string> Topic(PublishingOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.TopicName))
        {
            yield return "Humanos:TopicName is not set: give the name of the topic, humanos-events for example.";
        }
        else if (options.TopicName.Length > MaxNameLength || options.TopicName.Any(letter => !IsOfAName(letter)))
        {
            yield return $"Humanos:TopicName takes the name of a topic: at most {MaxNameLength} letters, digits, '.', '-', '_' and '/', without white space.";
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
