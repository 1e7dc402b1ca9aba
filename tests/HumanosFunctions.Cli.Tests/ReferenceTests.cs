using System.Reflection;
using System.Text.Json;

namespace HumanosFunctions.Cli.Tests;

/// <summary>An operator's machine needs neither the development host and its Service Bus nor a web server.</summary>
public sealed class ReferenceTests
{
    private static readonly Assembly Program = typeof(OperatorCommandLine).Assembly;

    [Fact]
    public void The_commands_do_not_refer_to_the_development_host_or_its_Service_Bus() =>
        Assert.DoesNotContain(Program.GetReferencedAssemblies(), reference => reference.Name is "LocalServiceBus" or "HumanosFunctions.Local");

    [Fact]
    public void The_program_needs_the_runtime_alone()
    {
        using JsonDocument config = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(Program.Location, "runtimeconfig.json")));

        JsonElement framework = config.RootElement.GetProperty("runtimeOptions").GetProperty("framework");

        Assert.Equal("Microsoft.NETCore.App", framework.GetProperty("name").GetString());
    }
}
