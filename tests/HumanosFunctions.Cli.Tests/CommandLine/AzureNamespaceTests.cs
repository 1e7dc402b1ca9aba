using System.CommandLine;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.CommandLine.Options;

namespace HumanosFunctions.Cli.Tests.CommandLine;

public sealed class AzureNamespaceTests
{
    [Theory]
    [InlineData("humanos", "humanos.servicebus.windows.net")]
    [InlineData("humanos.servicebus.windows.net", "humanos.servicebus.windows.net")]
    [InlineData("humanos.servicebus.chinacloudapi.cn", "humanos.servicebus.chinacloudapi.cn")]
    public void A_namespace_is_named_by_its_name_or_its_host(string text, string host)
    {
        Option<string?> option = AzureNamespace.Option();

        Assert.Equal(host, new RootCommand { option }.Parse(["--namespace", text]).GetValue(option));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no name")]
    [InlineData("sb://humanos.servicebus.windows.net/")]
    public void Anything_else_is_refused(string text) =>
        Assert.NotEmpty(new RootCommand { AzureNamespace.Option() }.Parse(["--namespace", text]).Errors);
}
