using System.Text.RegularExpressions;
using HumanosFunctions.Local.Discovery;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Local.ServiceBus;

/// <summary>Replaces every <c>%setting%</c> in a trigger's names by that setting's value.</summary>
internal static partial class SettingReferences
{
    public static string Resolve(DiscoveredFunction function, string text, IConfiguration settings) =>
        Reference().Replace(text, match =>
        {
            string key = match.Groups["key"].Value;
            return settings[key] ?? throw function.Invalid($"its trigger refers to the setting '{key}', which is not set.");
        });

    [GeneratedRegex("%(?<key>[^%]+)%")]
    private static partial Regex Reference();
}
