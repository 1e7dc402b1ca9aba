using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;
using HumanosFunctions.Cli.DeadLetters;
using HumanosFunctions.Cli.Development;
using HumanosFunctions.Cli.Diagnosis.Report;

namespace HumanosFunctions.Cli.Diagnosis.Setup;

/// <summary>
/// Compares a namespace with the topology file: every queue and subscription exists. In Azure, the management API also shows duplicate
/// detection and the one rule of each subscription.
/// </summary>
internal sealed class TopologyDiagnosis(string? azure, int amqpPort, string topic)
{
    private const string CreatedByDefault = "$Default";

    private static readonly TimeSpan MinWindow = TimeSpan.FromDays(1);
    private static readonly ServiceBusClientOptions Options = new() { RetryOptions = new ServiceBusRetryOptions { MaxRetries = 1, TryTimeout = TimeSpan.FromSeconds(10) } };

    public async Task<IEnumerable<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        EntityNames expected = EntityNames.Read(OutputFiles.Topology, LocalIngestor.DefaultTopic);
        try
        {
            return azure is null ? await PeekAsync(expected, cancellationToken) : await AskAsync(expected, azure, cancellationToken);
        }
        catch (ServiceBusException problem)
        {
            return [Finding.Problem($"{azure ?? "The local Service Bus"} cannot be queried: {problem.Reason}.", "Its topology is not known.", "Check its name, your roles (Azure Service Bus Data Owner), and the network.")];
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or AuthenticationFailedException)
        {
            return [Finding.Problem($"{azure} refuses access.", "Its topology is not known.", "Run az login with an account that has the role Azure Service Bus Data Owner.")];
        }
    }

    // The development broker has no management API: an entity exists if it can be peeked.
    private async Task<IEnumerable<Finding>> PeekAsync(EntityNames expected, CancellationToken cancellationToken)
    {
        await using var client = new ServiceBusClient(LocalIngestor.ServiceBusOn(amqpPort), Options);
        var findings = new List<Finding>();
        foreach ((string name, ServiceBusReceiver receiver) in expected.Subscriptions.Select(name => (name, client.CreateReceiver(topic, name)))
            .Concat(expected.Queues.Select(name => (name, client.CreateReceiver(name)))))
        {
            await using (receiver)
            {
                findings.Add(await ExistsAsync(receiver, cancellationToken) ? Finding.Ok($"{name} is there.") : Missing(name));
            }
        }

        return findings;
    }

    private static async Task<bool> ExistsAsync(ServiceBusReceiver receiver, CancellationToken cancellationToken)
    {
        try
        {
            await receiver.PeekMessageAsync(cancellationToken: cancellationToken);
            return true;
        }
        catch (ServiceBusException missing) when (missing.Reason == ServiceBusFailureReason.MessagingEntityNotFound)
        {
            return false;
        }
    }

    private async Task<IEnumerable<Finding>> AskAsync(EntityNames expected, string host, CancellationToken cancellationToken)
    {
        var management = new ServiceBusAdministrationClient(host, new DefaultAzureCredential());
        if (!await management.TopicExistsAsync(topic, cancellationToken))
        {
            return [Missing(topic)];
        }

        TopicProperties properties = await management.GetTopicAsync(topic, cancellationToken);
        var findings = new List<Finding>
        {
            properties.RequiresDuplicateDetection && properties.DuplicateDetectionHistoryTimeWindow >= MinWindow
                ? Finding.Ok($"{topic} detects duplicates for {properties.DuplicateDetectionHistoryTimeWindow}.")
                : Finding.Problem($"{topic} does not detect duplicates for a day.", "A delivery that is sent again is published again.", "Deploy the topic from the template; duplicate detection cannot be switched on later."),
        };
        foreach (string subscription in expected.Subscriptions.Where(name => name != "audit"))
        {
            findings.Add(await SubscriptionAsync(management, subscription, cancellationToken));
        }

        foreach (string queue in expected.Queues)
        {
            findings.Add(await management.QueueExistsAsync(queue, cancellationToken) ? Finding.Ok($"{queue} is there.") : Missing(queue));
        }

        return findings;
    }

    private async Task<Finding> SubscriptionAsync(ServiceBusAdministrationClient management, string subscription, CancellationToken cancellationToken)
    {
        if (!await management.SubscriptionExistsAsync(topic, subscription, cancellationToken))
        {
            return Missing(subscription);
        }

        var rules = new List<string>();
        await foreach (RuleProperties rule in management.GetRulesAsync(topic, subscription, cancellationToken))
        {
            rules.Add(rule.Name);
        }

        return rules is [var only] && only != CreatedByDefault
            ? Finding.Ok($"{subscription} is there, with one rule.")
            : Finding.Problem($"{subscription} has {rules.Count} rules{(rules.Contains(CreatedByDefault) ? ", $Default among them" : "")}.", "It receives events that are not meant for it, or none.", "Deploy the subscription from the template again, and delete the other rules.");
    }

    private static Finding Missing(string name) => Finding.Problem(
        $"{name} is missing.", "Its events are not processed, or nothing can be published.", "Deploy the template or, locally, start the host with the topology file of this version.");
}
