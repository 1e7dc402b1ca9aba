using System.CommandLine;
using HumanosFunctions.Local.Commands;

namespace HumanosFunctions.Local.Tests.Commands;

/// <summary>Every option of serving with every kind of wrong value: one sentence that names it, exit code 2, and nothing begins.</summary>
public sealed class ServeOptionTests
{
    private const string Key = "SharedAccessKeyName=name;SharedAccessKey=confidential";

    [Theory]
    [InlineData("--port", "--port", "99999")]
    [InlineData("--port", "--port", "-1")]
    [InlineData("--port", "--port", "1e3")]
    [InlineData("--port", "--port", "ten")]
    [InlineData("--port", "--port", "")]
    [InlineData("--port", "--port")]
    [InlineData("--port", "--port", "1", "--port", "2")]
    [InlineData("--port", "--port", "5001", "--amqp-port", "5001")]
    [InlineData("--amqp-port", "--amqp-port", "65536")]
    [InlineData("--amqp-port", "--amqp-port", "10s")]
    [InlineData("--data", "--data", "/proc/self/status")]
    [InlineData("--data", "--data", "/proc/humanos/data")]
    [InlineData("/nowhere", "--topology", "/nowhere/servicebus.json")]
    [InlineData("--service-bus", "--service-bus", "nonsense;confidential")]
    [InlineData("--service-bus", "--service-bus", "Endpoint=sb://h.example/;" + Key + ";EntityPath=humanos-events")]
    [InlineData("--service-bus", "--amqp-port", "5000", "--service-bus", "Endpoint=sb://h.example/;" + Key)]
    public async Task A_mistake_is_one_sentence_that_names_the_option(string named, params string[] arguments)
    {
        using StringWriter output = new(), error = new();

        int exitCode = await LocalCommandLine.RunAsync(arguments, new InvocationConfiguration { Output = output, Error = error });

        Assert.Equal(2, exitCode);
        Assert.Contains(named, Assert.Single($"{error}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("System.", $"{error}", StringComparison.Ordinal);
        Assert.DoesNotContain("confidential", $"{error}", StringComparison.Ordinal);
        Assert.DoesNotContain("ready", $"{output}", StringComparison.Ordinal);
    }
}
