using System.Reflection;
using System.Text.Json;
using System.Xml;
using HumanosFunctions.Connections;
using HumanosFunctions.Functions;
using HumanosFunctions.Processing.Otp;
using HumanosFunctions.Processing.Retrying;
using HumanosFunctions.Publishing;
using HumanosFunctions.Tests.Infrastructure.Bicep;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Tests.Publishing;

/// <summary>The topology file is the one truth; what the code repeats of it must agree.</summary>
public sealed class TopologyTests
{
    private static readonly JsonElement Namespace = JsonDocument
        .Parse(File.ReadAllBytes(RepositoryFiles.Path("infra", "servicebus.json")))
        .RootElement.GetProperty("UserConfig").GetProperty("Namespaces")[0];

    private static readonly JsonElement Topic = Namespace.GetProperty("Topics")[0];

    [Fact]
    public void The_topic_has_its_default_name_and_detects_duplicates()
    {
        Assert.Equal("humanos-events", Topic.GetProperty("Name").GetString());
        Assert.True(Topic.GetProperty("Properties").GetProperty("RequiresDuplicateDetection").GetBoolean());
    }

    [Fact]
    public void In_Azure_its_window_is_the_one_that_the_code_relies_on_and_outlives_the_longest_wait_for_a_resend()
    {
        TimeSpan window = XmlConvert.ToTimeSpan(((BicepValue.Text)BicepFile.Of("modules", "servicebus.bicep").Variable("limits").Values["duplicateDetectionWindow"]).Value);

        Assert.Equal(EventTopic.DuplicateDetectionWindow, window);
        Assert.True(window > ResendDelay.Max);
    }

    [Theory]
    [InlineData(typeof(CredentialFunction), RoutingKey.Credential)]
    [InlineData(typeof(IdentityFunction), RoutingKey.Identity)]
    [InlineData(typeof(OtpFailedFunction), RoutingKey.OtpFailed)]
    public void Each_processor_has_its_subscription_with_one_rule_on_its_subject(Type function, string subject)
    {
        ServiceBusTriggerAttribute trigger = function.GetMethod("RunAsync")!.GetParameters()[0].GetCustomAttribute<ServiceBusTriggerAttribute>()!;
        JsonElement subscription = Topic.GetProperty("Subscriptions").EnumerateArray()
            .Single(candidate => candidate.GetProperty("Name").GetString() == trigger.SubscriptionName);
        JsonElement rule = Assert.Single(subscription.GetProperty("Rules").EnumerateArray());

        Assert.Equal(EventTopic.Setting, trigger.TopicName);
        Assert.Equal(ServiceBusConnection.Name, trigger.Connection);
        Assert.Equal(subject, rule.GetProperty("Properties").GetProperty("CorrelationFilter").GetProperty("Label").GetString());
    }

    [Fact]
    public void The_audit_subscription_takes_everything()
    {
        JsonElement audit = Topic.GetProperty("Subscriptions").EnumerateArray().Single(candidate => candidate.GetProperty("Name").GetString() == "audit");

        Assert.Empty(audit.GetProperty("Rules").EnumerateArray());
    }

    [Fact]
    public void Resends_wait_in_their_queue_which_knows_repetitions_and_outlives_the_longest_wait()
    {
        ServiceBusTriggerAttribute trigger = typeof(OtpResendFunction).GetMethod("RunAsync")!.GetParameters()[0].GetCustomAttribute<ServiceBusTriggerAttribute>()!;
        JsonElement queue = Namespace.GetProperty("Queues").EnumerateArray().Single(candidate => candidate.GetProperty("Name").GetString() == trigger.QueueName);
        JsonElement properties = queue.GetProperty("Properties");

        Assert.Equal(ResendSchedule.Entity, trigger.QueueName);
        Assert.Equal(ServiceBusConnection.Name, trigger.Connection);
        Assert.True(properties.GetProperty("RequiresDuplicateDetection").GetBoolean());
        Assert.True(XmlConvert.ToTimeSpan(properties.GetProperty("DefaultMessageTimeToLive").GetString()!) > ResendDelay.Max);
    }

    [Fact]
    public void Copies_wait_in_their_queue_which_knows_repetitions_and_has_the_settings_of_a_subscription()
    {
        ServiceBusTriggerAttribute trigger = typeof(RetryFunction).GetMethod("RunAsync")!.GetParameters()[0].GetCustomAttribute<ServiceBusTriggerAttribute>()!;
        JsonElement queue = Namespace.GetProperty("Queues").EnumerateArray().Single(candidate => candidate.GetProperty("Name").GetString() == trigger.QueueName);
        JsonElement properties = queue.GetProperty("Properties");
        JsonElement credential = Topic.GetProperty("Subscriptions")[0].GetProperty("Properties");

        Assert.Equal(EventCopy.Queue, trigger.QueueName);
        Assert.Equal(ServiceBusConnection.Name, trigger.Connection);
        Assert.True(properties.GetProperty("RequiresDuplicateDetection").GetBoolean());

        // A message whose processor died after sending a copy comes again when its lock is over; the copy must still be known.
        Assert.True(XmlConvert.ToTimeSpan(properties.GetProperty("DuplicateDetectionHistoryTimeWindow").GetString()!) > XmlConvert.ToTimeSpan(properties.GetProperty("LockDuration").GetString()!));
        Assert.All(["DeadLetteringOnMessageExpiration", "LockDuration", "MaxDeliveryCount"], setting =>
            Assert.Equal(credential.GetProperty(setting).ToString(), properties.GetProperty(setting).ToString()));
    }
}
