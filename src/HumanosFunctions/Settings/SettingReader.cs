using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Settings;

/// <summary>
/// Binds a configuration section to an options object, strictly. The configuration binder reads <c>7</c> as seven days and throws at the
/// first invalid value. This reader reports every invalid value in a sentence that names its key.
/// </summary>
internal static class SettingReader
{
    /// <exception cref="OptionsValidationException">One or more values are invalid. Each has its own failure message.</exception>
    public static void Apply<TOptions>(IConfigurationSection section, TOptions options)
        where TOptions : class
    {
        string[] failures = Read(section, options);
        if (failures.Length > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(TOptions), failures);
        }
    }

    /// <summary>Sets each property for which the section has a valid value.</summary>
    /// <returns>One sentence for each invalid value.</returns>
    public static string[] Read(IConfigurationSection section, object options) =>
        [.. options.GetType().GetProperties().Where(property => property.SetMethod is { IsPublic: true }).Select(setting => Apply(section, setting, options)).OfType<string>()];

    private static string? Apply(IConfigurationSection section, PropertyInfo setting, object options)
    {
        string key = $"{section.Path}:{setting.Name}";
        IConfigurationSection given = section.GetSection(setting.Name);
        if (given.GetChildren().Any())
        {
            return $"{key} takes one value, not a list or a section.";
        }

        if (given.Value is not { } text)
        {
            return null;
        }

        (object? value, string? expected) = Read(setting, text);
        if (expected is not null)
        {
            return $"{key} takes {expected}.";
        }

        setting.SetValue(options, value);
        return null;
    }

    private static (object? Value, string? Expected) Read(PropertyInfo setting, string text) => setting.PropertyType switch
    {
        var type when type == typeof(int) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? (number, null)
            : (null, $"a whole number from 0 to {int.MaxValue}, without unit or exponent"),
        var type when type == typeof(bool) => bool.TryParse(text, out bool flag) && !HasOuterSpace(text) ? (flag, null) : (null, "true or false"),
        var type when type == typeof(TimeSpan) => Duration.TryRead(text, out TimeSpan duration) ? (duration, null) : (null, Duration.Hint(text)),
        var type when type == typeof(Uri) => ReadAddress(text),
        _ => HasOuterSpace(text) && !setting.IsDefined(typeof(SecretSettingAttribute)) ? (null, "its text without white space around it") : (text, null),
    };

    // A deployment template omits an address by setting it to an empty string.
    private static (object? Value, string? Expected) ReadAddress(string text) =>
        text.Length == 0 ? (null, null)
        : !HasOuterSpace(text) && Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "https" or "http" ? (address, null)
        : (null, "an absolute https address");

    private static bool HasOuterSpace(string text) => text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]));
}

/// <summary>Marks a setting whose value is a secret. White space can be part of it, and no message shows it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretSettingAttribute : Attribute;

/// <summary>
/// Parses durations as <c>d.hh:mm:ss</c> or ISO 8601. It rejects a bare number, which .NET reads as days, and <c>24:00:00</c>, which .NET
/// reads as 24 days.
/// </summary>
internal static partial class Duration
{
    public const string Expected = "a duration such as 00:05:00 (five minutes), 1.00:00:00 (a day) or PT5M";

    public static bool TryRead(string text, out TimeSpan duration)
    {
        duration = default;
        return Iso().IsMatch(text) ? TryReadIso(text, out duration)
            : text.Contains(':', StringComparison.Ordinal) && !text.Any(char.IsWhiteSpace) && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out duration);
    }

    /// <summary>Suggests the value that was probably meant, or describes the expected format.</summary>
    public static string Hint(string text) =>
        LongHours().Match(text) is { Success: true } match && int.TryParse(match.Groups["hours"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int hours)
            ? $"{Expected}: for {hours} hours write {hours / 24}.{hours % 24:00}:{match.Groups["minutes"].Value}:{(match.Groups["seconds"] is { Success: true } seconds ? seconds.Value : "00")}"
            : Expected;

    private static bool TryReadIso(string text, out TimeSpan duration)
    {
        try
        {
            duration = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception unusable) when (unusable is FormatException or OverflowException)
        {
            duration = default;
            return false;
        }
    }

    // No years and months: their length varies.
    [GeneratedRegex(@"^-?P(?=[\dT])(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex(@"^(?<hours>2[4-9]|[3-9]\d|\d{3,6}):(?<minutes>[0-5]\d)(:(?<seconds>[0-5]\d))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex LongHours();
}
