using Azure.Core;
using Azure.Identity;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Tests.Telemetry;

public sealed class InsightsCredentialTests
{
    [Theory]
    [InlineData("ClientId=2b1f0c8e-5d0e-4a43-9d6d-0c4f1f4c7d55;Authorization=AAD")]
    [InlineData("authorization=aad")]
    public void The_hosts_own_setting_chooses_a_managed_identity(string setting) =>
        Assert.IsType<ManagedIdentityCredential>(Read(setting));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ClientId=2b1f0c8e-5d0e-4a43-9d6d-0c4f1f4c7d55")]
    [InlineData(";=;Authorization=;")]
    public void Without_it_the_connection_string_is_enough(string? setting) => Assert.Null(Read(setting));

    private static TokenCredential? Read(string? setting) => InsightsCredential.Read(new ConfigurationBuilder()
        .AddInMemoryCollection([new(InsightsCredential.Setting, setting)])
        .Build());
}
