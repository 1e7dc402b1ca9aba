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
