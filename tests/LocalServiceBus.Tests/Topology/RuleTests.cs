using LocalServiceBus.Topology;

namespace LocalServiceBus.Tests.Topology;

public sealed class RuleTests
{
    private const string RulePath = "UserConfig.Namespaces[0].Topics[0].Subscriptions[0].Rules[0].Properties";

    [Fact]
    public void Every_system_property_can_be_filtered_by()
    {
        foreach (string name in SystemPropertyNames.All)
        {
            CorrelationRule rule = Rule($$"""{ "{{name}}": "wanted" }""");

            Assert.True(rule.Matches(new Message { [name] = "wanted" }));
            Assert.False(rule.Matches(new Message { [name] = "Wanted" }));
            Assert.False(rule.Matches(new Message()));
        }
    }

    [Fact]
    public void All_values_of_a_rule_must_match()
    {
        CorrelationRule rule = Rule("""{ "Label": "a", "Properties": { "b": "c" } }""");

        Assert.True(rule.Matches(new Message { ["Label"] = "a", ["b"] = "c" }));
        Assert.False(rule.Matches(new Message { ["Label"] = "a" }));
        Assert.False(rule.Matches(new Message { ["b"] = "c" }));
    }

    [Theory]
    [InlineData("7", 7, true)]
    [InlineData("7", 7L, true)]
    [InlineData("7", 7.0, true)]
    [InlineData("7", "7", false)]
    [InlineData("7", double.MaxValue, false)]
    [InlineData("7", double.NaN, false)]
    [InlineData("true", true, true)]
    [InlineData("true", false, false)]
    [InlineData("\"7\"", "7", true)]
    [InlineData("\"7\"", 7, false)]
    public void An_application_property_matches_by_value_and_kind(string wanted, object actual, bool matches) =>
        Assert.Equal(matches, Rule($$"""{ "Properties": { "p": {{wanted}} } }""").Matches(new Message { ["p"] = actual }));

    [Theory]
    [InlineData("""{ "FilterType": "Sql", "SqlFilter": { "SqlExpression": "1=1" } }""", ".SqlFilter is not supported: this broker supports correlation filters only.")]
    [InlineData("""{ "FilterType": "Other" }""", ".FilterType must be Correlation.")]
    [InlineData("""{ "FilterType": "Correlation", "CorrelationFilter": {} }""", ".CorrelationFilter must name at least one property.")]
    [InlineData("""{ "FilterType": "Correlation", "CorrelationFilter": { "Subject": "x" } }""", ".CorrelationFilter.Subject is not a system property; use one of ContentType, CorrelationId, Label, MessageId, ReplyTo, ReplyToSessionId, SessionId, To.")]
    [InlineData("""{ "FilterType": "Correlation", "CorrelationFilter": { "Properties": { "p": [] } } }""", ".CorrelationFilter.Properties.p must be a string, a number, true, or false.")]
    [InlineData("""{ "FilterType": "Correlation", "CorrelationFilter": { "Label": "x" }, "Action": { "SqlExpression": "SET a=1" } }""", ".Action is not supported: this broker has no rule actions.")]
    public void A_rule_that_is_wrong_is_refused_with_its_path(string properties, string complaint) =>
        Assert.Equal(RulePath + complaint, Assert.Throws<InvalidDataException>(() => Parse(properties)).Message);

    private static CorrelationRule Rule(string filter) =>
        Parse($$"""{ "FilterType": "Correlation", "CorrelationFilter": {{filter}} }""").Topics[0].Subscriptions[0].Rules[0];

    private static BrokerTopology Parse(string ruleProperties) => BrokerTopology.Parse(
        $$"""
        { "UserConfig": { "Namespaces": [ { "Topics": [ { "Name": "t", "Subscriptions": [
          { "Name": "s", "Rules": [ { "Name": "r", "Properties": {{ruleProperties}} } ] } ] } ] } ] } }
        """);

    private sealed class Message : Dictionary<string, object>, IFilterable
    {
        public string? SystemProperty(string name) => this.GetValueOrDefault(name) as string;

        public object? ApplicationProperty(string name) => this.GetValueOrDefault(name);
    }
}
