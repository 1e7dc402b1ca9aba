using HumanosFunctions.Cli.Development;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Cli.Tests.Development;

public sealed class LocalSettingsTests
{
    [Fact]
    public void Values_and_connection_strings_become_flat_settings()
    {
        IConfiguration settings = Read("""
            {
              // As Core Tools writes it.
              "IsEncrypted": false,
              "Values": { "Humanos__TopicName": "events", "Humanos:MaxBodyBytes": 1024, "Empty": null, "Flag": true },
              "ConnectionStrings": { "Store": "Data Source=x" },
              "Host": { "LocalHttpPort": 7071 },
            }
            """);

        Assert.Equal("events", settings["Humanos:TopicName"]);
        Assert.Equal("1024", settings["Humanos:MaxBodyBytes"]);
        Assert.Equal("True", settings["Flag"]);
        Assert.Null(settings["Empty"]);
        Assert.Equal("Data Source=x", settings.GetConnectionString("Store"));
        Assert.Null(settings["Host:LocalHttpPort"]);
    }

    [Fact]
    public void The_environment_overrides_the_file()
    {
        Environment.SetEnvironmentVariable("LocalSettingsTests__Name", "environment");
        try
        {
            IConfiguration settings = Read("""{ "Values": { "LocalSettingsTests:Name": "file", "Other": "file" } }""");

            Assert.Equal("environment", settings["LocalSettingsTests:Name"]);
            Assert.Equal("file", settings["Other"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable("LocalSettingsTests__Name", null);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no-such-folder/local.settings.json")]
    public void Without_a_file_there_is_only_the_environment(string? path)
    {
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), LocalSettings.Read(path)["PATH"]);
    }

    [Theory]
    [InlineData("""{ "IsEncrypted": true, "Values": {} }""", "encrypted")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("""{ "Values": [] }""", "Values must be an object")]
    [InlineData("""{ "Values": { "Humanos": { "Secret": "hidden" } } }""", "Values.Humanos must be a plain value")]
    [InlineData("{\n  \"Values\": { \"Secret\": hidden }\n}", "at line 2, position 25")]
    [InlineData("", "not valid JSON at line 1")]
    public void A_file_that_cannot_be_used_is_named_with_the_reason_and_not_quoted(string text, string reason)
    {
        using var file = new TemporaryFile(text);

        var error = Assert.Throws<InvalidDataException>(() => LocalSettings.Read(file.Path));

        Assert.StartsWith(file.Path, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", error.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Read(string text)
    {
        using var file = new TemporaryFile(text);
        return LocalSettings.Read(file.Path);
    }
}
