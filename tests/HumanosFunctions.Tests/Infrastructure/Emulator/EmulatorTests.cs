using System.Text.Json;

namespace HumanosFunctions.Tests.Infrastructure.Emulator;

/// <summary>The official emulator can mount the topology files as they are.</summary>
public sealed class EmulatorTests
{
    [Theory]
    [InlineData("infra/servicebus.json")]
    [InlineData("docs/subscribers/servicebus.json")]
    public void The_emulator_takes_the_topology(string file) =>
        Assert.Empty(EmulatorLimits.Faults(JsonElement.Parse(File.ReadAllText(RepositoryFiles.Path(file)))));

    [Theory]
    [InlineData("\"sbemulatorns\"", "\"humanos\"", "there is one namespace")]
    [InlineData("\"DefaultMessageTimeToLive\": \"PT1H\"", "\"DefaultMessageTimeToLive\": \"P14D\"", "DefaultMessageTimeToLive is PT5M to PT1H")]
    [InlineData("\"DuplicateDetectionHistoryTimeWindow\": \"PT5M\"", "\"DuplicateDetectionHistoryTimeWindow\": \"P1D\"", "DuplicateDetectionHistoryTimeWindow is PT5S to PT5M")]
    [InlineData("\"LockDuration\": \"PT1M\"", "\"LockDuration\": \"PT6M\"", "LockDuration is PT1M to PT5M")]
    [InlineData("\"MaxDeliveryCount\": 10", "\"MaxDeliveryCount\": 11", "MaxDeliveryCount is 1 to 10")]
    [InlineData("\"humanos-retry\"", "\"humanos retry\"", "is no name")]
    [InlineData("\"FilterType\": \"Correlation\"", "\"FilterType\": \"CorrelationFilter\"", "FilterType is Correlation or Sql")]
    public void What_it_would_not_take_is_found(string sound, string faulty, string fault)
    {
        string file = File.ReadAllText(RepositoryFiles.Path("infra", "servicebus.json"));
        Assert.Contains(sound, file, StringComparison.Ordinal);

        IEnumerable<string> found = EmulatorLimits.Faults(JsonElement.Parse(file.Replace(sound, faulty, StringComparison.Ordinal)));

        Assert.Contains(found, text => text.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void More_entities_than_it_takes_are_found()
    {
        string queues = string.Join(',', Enumerable.Range(0, 51).Select(number => $$"""{ "Name": "q{{number}}", "Properties": {} }"""));
        string file = $$"""{ "UserConfig": { "Namespaces": [ { "Name": "sbemulatorns", "Queues": [{{queues}}], "Topics": [] } ] } }""";

        Assert.Equal(["there are more than 50 queues and topics"], EmulatorLimits.Faults(JsonElement.Parse(file)));
    }
}
