using Humanos.Webhooks;
using HumanosFunctions.Processing;

namespace HumanosFunctions.Tests.Documentation;

/// <summary>The recipe of docs/recipes.md for a processing step, tried.</summary>
public sealed class RecipeTests
{
    [Fact]
    public void The_page_shows_the_class_that_is_tried_here()
    {
        string source = File.ReadAllText(RepositoryFiles.Path("tests", "HumanosFunctions.Tests", "Documentation", $"{nameof(CountActiveMandates)}.cs"));

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
