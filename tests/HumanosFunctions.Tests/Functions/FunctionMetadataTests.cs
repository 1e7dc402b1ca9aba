using System.Text.Json;

namespace HumanosFunctions.Tests.Functions;

/// <summary>
/// What the Functions host reads of the app before it starts it: <c>functions.metadata</c>, which the worker SDK makes of the
/// compiled function classes.
/// </summary>
public sealed class FunctionMetadataTests
{
    private static readonly JsonElement[] Functions =
        [.. JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "functions.metadata"))).EnumerateArray()];

    [Fact]
    public void The_app_has_these_functions_and_no_other() =>
        Assert.Equal(
            ["Archive", "Credential", "Health", "Identity", "Ingest", "OtpFailed", "OtpResend", "Request", "Requests", "Retry"],
            Functions.Select(function => Text(function, "name")).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Ingest", "post", "webhook/{resource?}", "Anonymous")]
    [InlineData("Health", "get", "health", "Anonymous")]
    [InlineData("Request", "get", "requests/{*requestId}", "Function")]
    [InlineData("Requests", "get", "requests", "Function")]
    public void An_HTTP_function_answers_one_verb_on_one_route(string name, string verb, string route, string authLevel)
    {
        JsonElement trigger = Trigger(name);

        Assert.Equal("httpTrigger", Text(trigger, "type"));
        Assert.Equal([verb], trigger.GetProperty("methods").EnumerateArray().Select(method => method.GetString()));
        Assert.Equal(route, Text(trigger, "route"));
        Assert.Equal(authLevel, Text(trigger, "authLevel"));
        Assert.Contains(Bindings(name), binding => Text(binding, "type") == "http" && Text(binding, "direction") == "Out");
    }

    [Theory]
    [InlineData("Credential", "credential")]
    [InlineData("Identity", "identity")]
    [InlineData("OtpFailed", "otp-failed")]
    [InlineData("Archive", "archive")]
    public void A_processor_reads_its_own_subscription_of_the_topic_that_is_set(string name, string subscription)
    {
        JsonElement trigger = MessageTrigger(name);

        Assert.Equal("%Humanos:TopicName%", Text(trigger, "topicName"));
        Assert.Equal(subscription, Text(trigger, "subscriptionName"));
    }

    [Theory]
    [InlineData("Retry", "humanos-retry")]
    [InlineData("OtpResend", "humanos-otp-resend")]
    public void What_waits_is_read_from_its_queue(string name, string queue) =>
        Assert.Equal(queue, Text(MessageTrigger(name), "queueName"));

    [Fact]
    public void Every_function_runs_isolated_from_a_method_of_its_own_class() =>
        Assert.All(Functions, function =>
        {
            Assert.Equal("dotnet-isolated", Text(function, "language"));
            Assert.Equal("HumanosFunctions.dll", Text(function, "scriptFile"));
            Assert.Equal($"HumanosFunctions.Functions.{Text(function, "name")}Function.RunAsync", Text(function, "entryPoint"));
        });

    private static JsonElement MessageTrigger(string name)
    {
        JsonElement trigger = Trigger(name);
        Assert.Equal("serviceBusTrigger", Text(trigger, "type"));
        Assert.Equal("ServiceBusConnection", Text(trigger, "connection"));
        Assert.Equal("One", Text(trigger, "cardinality"));
        // The host then sends the whole message, with its lock token, and not only its body.
        Assert.Equal("True", Text(trigger.GetProperty("properties"), "supportsDeferredBinding"));
        return trigger;
    }

    private static JsonElement Trigger(string name) =>
        Assert.Single(Bindings(name), binding => Text(binding, "type")!.EndsWith("Trigger", StringComparison.Ordinal));

    private static JsonElement.ArrayEnumerator Bindings(string name) =>
        Assert.Single(Functions, function => Text(function, "name") == name).GetProperty("bindings").EnumerateArray();

    private static string? Text(JsonElement element, string member) => element.GetProperty(member).GetString();
}
