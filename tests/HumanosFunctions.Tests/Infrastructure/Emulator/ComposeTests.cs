using System.Text.RegularExpressions;

namespace HumanosFunctions.Tests.Infrastructure.Emulator;

public sealed class ComposeTests
{
    [Fact]
    public void The_emulator_is_started_as_it_wants_to_be() => Assert.Empty(ComposeFile.Read().Faults());

    [Theory]
    [InlineData("servicebus-emulator:1.1.2", "servicebus-emulator:latest", "version is not fixed")]
    [InlineData("127.0.0.1:5300:5300", "5300:5300", "open to the network")]
    [InlineData("../../infra/servicebus.json", "../infra/servicebus.json", "is not there")]
    [InlineData("ConfigFiles/Config.json", "Config/Config.json", "has no topology")]
    [InlineData("SQL_SERVER: sql", "SQL_SERVER: db", "names no service")]
    [InlineData("MSSQL_SA_PASSWORD: ${MSSQL_SA_PASSWORD", "MSSQL_SA_PASSWORD: Secret1${MSSQL_SA_PASSWORD", "stands in the file")]
    public void A_fault_is_found(string sound, string faulty, string fault)
    {
        ComposeFile file = ComposeFile.Read();
        Assert.Contains(sound, file.Text, StringComparison.Ordinal);

        IEnumerable<string> found = (file with { Text = file.Text.Replace(sound, faulty, StringComparison.Ordinal) }).Faults();

        Assert.Contains(fault, Assert.Single(found), StringComparison.Ordinal);
    }
}

/// <summary>What the emulator needs of docker compose, after the templates of Azure/azure-service-bus-emulator-installer.</summary>
internal sealed partial record ComposeFile(string Text)
{
    private static readonly string Folder = RepositoryFiles.Path("docs", "emulator");

    public static ComposeFile Read() => new(File.ReadAllText(Path.Combine(Folder, "compose.yaml")));

    public IEnumerable<string> Faults()
    {
        if (!EmulatorImage().IsMatch(Text))
        {
            yield return "the emulator's version is not fixed";
        }

        foreach (string port in Port().Matches(Text).Select(found => found.Groups[1].Value).Where(port => !port.StartsWith("127.0.0.1:", StringComparison.Ordinal)))
        {
            yield return $"{port} is open to the network";
        }

        foreach (string mount in Mount().Matches(Text).Select(found => found.Groups[1].Value).Where(mount => !File.Exists(Path.Combine(Folder, mount))))
        {
            yield return $"{mount} is not there";
        }

        if (!Text.Contains(":/ServiceBus_Emulator/ConfigFiles/Config.json", StringComparison.Ordinal))
        {
            yield return "the emulator has no topology";
        }

        if (!Services().IsMatch(Text))
        {
            yield return "SQL_SERVER names no service";
        }

        if (Password().Matches(Text) is not { Count: 2 } passwords || passwords.Any(found => !found.Groups[1].Value.StartsWith("${", StringComparison.Ordinal)))
        {
            yield return "a password is missing, or stands in the file";
        }
    }

    [GeneratedRegex(@"image: mcr\.microsoft\.com/azure-messaging/servicebus-emulator:\d+\.\d+\.\d+$", RegexOptions.Multiline)]
    private static partial Regex EmulatorImage();

    [GeneratedRegex(@"^      - ""([\d.:]+)""$", RegexOptions.Multiline)]
    private static partial Regex Port();

    [GeneratedRegex(@"^      - ([^:""\n]+):/", RegexOptions.Multiline)]
    private static partial Regex Mount();

    [GeneratedRegex(@"SQL_SERVER: (\w+)$(?s:.*)^  \1:$", RegexOptions.Multiline)]
    private static partial Regex Services();

    [GeneratedRegex("MSSQL_SA_PASSWORD: (.*)")]
    private static partial Regex Password();
}
