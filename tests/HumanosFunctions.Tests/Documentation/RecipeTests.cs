using System.Reflection;
using System.Text.Json;
using Humanos.Webhooks;
using HumanosFunctions.Processing;
using HumanosFunctions.Requests;
using HumanosFunctions.Tests.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Tests.Documentation;

/// <summary>The recipes of docs/recipes.md for a processing step, a setting and a status, tried.</summary>
public sealed class RecipeTests
{
    private static readonly PropertyInfo[] Statuses = [.. typeof(CredentialStatus).GetProperties(BindingFlags.Public | BindingFlags.Static)];

    public static TheoryData<string> KnownStatuses => [.. Statuses.Select(status => ((CredentialStatus)status.GetValue(null)!).Text)];

    [Theory]
    [InlineData(nameof(CountActiveMandates))]
    [InlineData(nameof(MandateNoticeOptions))]
    public void The_page_shows_the_code_that_is_tried_here(string file)
    {
        string source = File.ReadAllText(RepositoryFiles.Path("tests", "HumanosFunctions.Tests", "Documentation", $"{file}.cs"));

        Assert.Contains(
            source[source.IndexOf("public sealed class", StringComparison.Ordinal)..].TrimEnd(),
            new MarkdownFile(RepositoryFiles.Path("docs", "recipes.md")).Code("csharp"));
    }

    [Fact]
    public async Task The_step_counts_an_event_once_however_often_it_comes()
    {
        var step = new CountActiveMandates();
        var accepted = Assert.IsType<CredentialEvent>(Assert.IsType<EventParsing.Parsed>(HumanosEvent.Parse(Samples.Read("2026-05-17/credential"))).Event);

        HandlingResult first = await step.HandleAsync(accepted, Facts("a"), CancellationToken.None);
        await step.HandleAsync(accepted, Facts("a"), CancellationToken.None);

        Assert.Equal(HandlingResult.Done, first);
        Assert.Equal(accepted.Credentials.Count(credential => credential.IsActiveMandate), step.Total);
    }

    [Theory]
    [InlineData("7.00:00:00")]
    [InlineData("3.00:00:00", "Humanos:MandateNotice", "3.00:00:00")]
    [InlineData("12:00:00", "Humanos:MandateNotice", "PT12H")]
    public async Task The_setting_has_its_default_or_the_value_of_its_key(string expected, params string[] settings)
    {
        await using ServiceProvider services = ConfiguredServices.Of(settings, MandateNoticeRegistration.AddMandateNotice);
        services.Start();

        Assert.Equal(expected, services.GetRequiredService<IOptions<MandateNoticeOptions>>().Value.MandateNotice.ToString());
    }

    [Theory]
    [InlineData("00:00:00", "Humanos:MandateNotice must be longer than zero.")]
    [InlineData("3", "Humanos:MandateNotice takes a duration")]
    [InlineData("three days", "Humanos:MandateNotice takes a duration")]
    public async Task A_wrong_value_of_the_setting_stops_the_start_with_one_sentence(string value, string sentence)
    {
        await using ServiceProvider services = ConfiguredServices.Of(["Humanos:MandateNotice", value], MandateNoticeRegistration.AddMandateNotice);

        Assert.StartsWith(sentence, Assert.Single(services.Refusal().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(KnownStatuses))]
    public void A_known_status_has_its_place_in_the_order_and_in_the_schema(string status)
    {
        Assert.NotEqual(Stage.OfStatus("a status that nobody knows"), Stage.OfStatus(status));

        using JsonDocument schema = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.Path("docs", "contract", "normalised-event.schema.json")));
        JsonElement examples = schema.RootElement.GetProperty("$defs").GetProperty("credential").GetProperty("properties").GetProperty("status").GetProperty("examples");
        Assert.Contains(status, examples.EnumerateArray().Select(example => example.GetString()));
    }

    private static EventFacts Facts(string eventId) => new()
    {
        EventId = eventId,
        RequestId = "request",
        EventType = "credential",
        Issuer = "issuer",
        OccurredAt = DateTimeOffset.UnixEpoch,
        ReceivedAt = DateTimeOffset.UnixEpoch,
    };
}
