using HumanosFunctions.Local.Settings;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Local.Tests.Settings;

/// <summary>The host.json that is deployed. The Functions host starts no listener on 0 calls, and says so nowhere.</summary>
public sealed class RepositoryHostJsonTests
{
    [Fact]
    public void Processors_may_run()
    {
        HostSettings settings = HostJson.Read(RepositoryFiles.Path("host.json"), new ConfigurationBuilder().Build());

        Assert.InRange(settings.ServiceBus.MaxConcurrentCalls, 1, 1000);
        Assert.True(settings.ServiceBus.AutoCompleteMessages);
        Assert.True(settings.ServiceBus.MaxAutoLockRenewalDuration > TimeSpan.Zero);
    }
}
