using System.Transactions;
using Azure.Messaging.ServiceBus;

namespace LocalServiceBus.Tests.Wire;

public sealed class TransactionTests
{
    [Fact]
    public async Task A_transaction_is_refused_with_a_clear_word_and_stores_nothing()
    {
        await using BrokerScenario scenario = await BrokerScenario.StartAsync();
        using var transaction = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);

        Exception exception = await Assert.ThrowsAnyAsync<Exception>(() => scenario.SendAsync("orders", new ServiceBusMessage("x")));

        Assert.Contains("Transactions are not supported", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, scenario.Broker.Statistics("orders").Enqueued);
    }
}
