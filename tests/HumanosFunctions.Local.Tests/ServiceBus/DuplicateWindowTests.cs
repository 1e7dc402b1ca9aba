using HumanosFunctions.Publishing;
using LocalServiceBus;
using LocalServiceBus.Topology;

namespace HumanosFunctions.Local.Tests.ServiceBus;

/// <summary>The development broker knows nothing of the app, and still has to forget no sooner than the app relies on.</summary>
public sealed class DuplicateWindowTests
{
    [Theory]
    [InlineData("infra/servicebus.json")]
    [InlineData("docs/subscribers/servicebus.json")]
    public void With_the_topology_that_is_deployed_it_remembers_for_as_long_as_the_code_relies_on(string file)
    {
        BrokerTopology topology = BrokerTopology.Load(RepositoryFiles.Path(file));

        IEnumerable<PublishSettings> all = topology.Queues.Select(queue => queue.Publish).Concat(topology.Topics.Select(topic => topic.Publish));
        Assert.All(all, publish => Assert.Equal(EventTopic.DuplicateDetectionWindow, publish.DuplicateWindow));
    }
}
