using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Local.Settings;

/// <summary>Reads one member of host.json in the type it must have, or says which one has not.</summary>
internal static class HostJsonMember
{
    public static string Text(IConfiguration members, string key, string fallback)
    {
        IConfigurationSection member = members.GetSection(key);
        return member.GetChildren().Any() ? throw Invalid(key, "a string") : member.Value ?? fallback;
    }

    public static int Number(IConfiguration members, string key, int fallback, int minimum) =>
        Read(members, key, fallback, $"a whole number of at least {minimum}", text =>
            int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) && number >= minimum
                ? number
                : null);

    public static bool Flag(IConfiguration members, string key, bool fallback) =>
        Read(members, key, fallback, "true or false", text => bool.TryParse(text, out bool flag) ? flag : null);

    public static TimeSpan Duration(IConfiguration members, string key, TimeSpan fallback) =>
        Read(members, key, fallback, "a duration such as \"00:05:00\"", text =>
            TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan duration) && text.Contains(':', StringComparison.Ordinal) && duration >= TimeSpan.Zero
                ? duration
                : null);

    private static T Read<T>(IConfiguration members, string key, T fallback, string expected, Func<string, T?> parse)
        where T : struct
    {
        IConfigurationSection member = members.GetSection(key);
        return member switch
        {
            _ when member.GetChildren().Any() => throw Invalid(key, expected),
            { Value: null } => fallback,
            { Value: var text } => parse(text) ?? throw Invalid(key, expected),
        };
    }

    private static HostConfigurationException Invalid(string key, string expected) =>
        new($"host.json: {key.Replace(':', '.')} must be {expected}.");
}
