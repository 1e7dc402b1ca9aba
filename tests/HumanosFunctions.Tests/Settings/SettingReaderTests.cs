using System.Reflection;
using HumanosFunctions.Ingest;
using HumanosFunctions.Publishing;
using HumanosFunctions.Secrets;
using HumanosFunctions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Tests.Settings;

/// <summary>A value that cannot be meant is one sentence that names the key; nothing is read in another sense than its owner's.</summary>
public sealed class SettingReaderTests
{
    private static readonly string[] Numbers = ["1e6", "ten", "10s", "0x10", "#10", " 10", "10 ", "1,000", "1.5", "", "99999999999"];
    private static readonly string[] Durations = ["5", "0", "24:00:00", "36:00:00", "5m", "ten", "", " 00:05:00", "00:61:00", "P1Y", "P1M", "P", "PT", "1:2:3:4", "99999999.00:00:00"];
    private static readonly string[] Flags = ["yes", "1", "", " true", "on"];
    private static readonly string[] Addresses = ["vault", "vault.example", " https://vault.example", "ftp://vault.example", "/path", "https://"];
    private static readonly string[] Names = [" humanos-events ", "humanos-events\n", "\tname", " "];

    public static TheoryData<string, string> Mistakes()
    {
        var rows = new TheoryData<string, string>();
        foreach (PropertyInfo setting in FeatureOptions.Settings)
        {
            string[] values = setting.PropertyType == typeof(int) ? Numbers
                : setting.PropertyType == typeof(TimeSpan) ? Durations
                : setting.PropertyType == typeof(bool) ? Flags
                : setting.PropertyType == typeof(Uri) ? Addresses
                : setting.Name.Contains("Secret", StringComparison.Ordinal) || setting.Name.Contains("Key", StringComparison.Ordinal) || setting.Name.Contains("Salt", StringComparison.Ordinal) ? []
                : Names;
            foreach (string value in values)
            {
                rows.Add(setting.Name, value);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void A_value_that_cannot_be_meant_is_refused_in_one_sentence_with_its_key(string name, string value)
    {
        string sentence = Assert.Single(Assert.Throws<OptionsValidationException>(() => Read(FeatureOptions.TypeWith(name), name, value)).Failures);

        Assert.StartsWith($"Humanos:{name} takes ", sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5", "00:05:00")]
    [InlineData("24:00:00", "1.00:00:00")]
    [InlineData("36:30", "1.12:30:00")]
    public void A_duration_that_is_easily_mistaken_comes_with_what_is_meant(string value, string hint) =>
        Assert.Contains(hint, Assert.Throws<OptionsValidationException>(() => Read<SecretOptions>("SecretRefresh", value)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("00:05:00", "00:05:00")]
    [InlineData("1.00:00:00", "1.00:00:00")]
    [InlineData("PT5M", "00:05:00")]
    [InlineData("P1DT12H", "1.12:00:00")]
    [InlineData("PT0.5S", "00:00:00.5")]
    public void A_duration_is_read_as_dotnet_or_ISO_8601_writes_it(string value, string expected) =>
        Assert.Equal(TimeSpan.Parse(expected), Read<SecretOptions>("SecretRefresh", value).SecretRefresh);

    [Fact]
    public void White_space_of_a_secret_is_kept() => Assert.Equal(" secret ", Read<SecretOptions>("SignatureSecret", " secret ").SignatureSecret);

    [Fact]
    public void An_address_that_is_left_empty_is_not_set() => Assert.Null(Read<SecretOptions>("KeyVaultUri", "").KeyVaultUri);

    [Fact]
    public void A_list_is_no_value() => Assert.Throws<OptionsValidationException>(() => Read<PublishingOptions>("TopicName:0", "a"));

    [Fact]
    public void Every_mistake_is_told_at_once() => Assert.Equal(
        2,
        Assert.Throws<OptionsValidationException>(() => SettingReader.Apply(Section(("Humanos:MaxBodyBytes", "ten"), ("Humanos:DeliveryTimeout", "1")), new IngestOptions())).Failures.Count());

    private static TOptions Read<TOptions>(string name, string value)
        where TOptions : class, new() => (TOptions)Read(typeof(TOptions), name, value);

    private static object Read(Type type, string name, string value)
    {
        object options = Activator.CreateInstance(type)!;
        SettingReader.Apply(Section(($"{AppSettings.Section}:{name}", value)), options);
        return options;
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
        .Build()
        .GetSection(AppSettings.Section);
}
