using System.Text.Json;
using HumanosFunctions.Archive;
using HumanosFunctions.Cli.Tests.CommandLine;

namespace HumanosFunctions.Cli.Tests.Archive;

/// <summary><c>events list</c> and <c>events show</c>.</summary>
public sealed class ListTests : IDisposable
{
    private readonly ArchivedIngestor _ingestor = new();

    public void Dispose() => _ingestor.Dispose();

    [Fact]
    public async Task Events_are_listed_oldest_first_without_their_payload()
    {
        await _ingestor.KeepAsync("2026-05-17/identity", minutes: 90);
        await _ingestor.KeepAsync("2026-05-17/otp.failed", minutes: 3);
        await _ingestor.KeepAsync("2026-05-17/credential", minutes: 1);

        CommandRun list = await _ingestor.RunAsync("events", "list");

        Assert.Equal(0, list.ExitCode);
        Assert.Equal(["2026-06-01T12:01:00.000Z", "2026-06-01T12:03:00.000Z", "2026-06-01T13:30:00.000Z", "3"], list.Lines.Select(line => line.Split(' ')[0]));
        Assert.All(PersonalData.In(Samples.Read("2026-05-17/identity")), text => Assert.DoesNotContain(text, list.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--type identity", "identity")]
    [InlineData("--type IDENTITY", "identity")]
    [InlineData("--from 2026-06-01T13:00:00Z", "identity test")]
    [InlineData("--from 2026-06-01T13:00:00Z --to 2026-06-01T14:00:00Z", "identity")]
    [InlineData("--since 2026-06-01T13:00:00Z --until 2026-06-01T14:00:00Z", "identity")]
    [InlineData("--to 2026-06-01T12:30:00Z", "credential")]
    [InlineData("--request no-such-request", "")]
    [InlineData("--issuer no-such-issuer", "")]
    public async Task Filters_limit_what_is_listed(string options, string subjects)
    {
        await _ingestor.KeepAsync("2026-05-17/credential", minutes: 1);
        await _ingestor.KeepAsync("2026-05-17/identity", minutes: 90);
        await _ingestor.KeepAsync("2026-05-17/test", minutes: 24 * 60);

        CommandRun list = await _ingestor.RunAsync(["events", "list", "--json", .. options.Split(' ')]);

        Assert.Equal(subjects, string.Join(' ', list.Lines.Select(line => Member(line, "subject"))));
    }

    [Fact]
    public async Task A_request_and_an_issuer_are_those_of_the_listed_event()
    {
        ArchivedEvent credential = await _ingestor.KeepAsync("2026-05-17/credential", minutes: 1);
        ArchivedEvent identity = await _ingestor.KeepAsync("2026-04-14/identity", minutes: 2);

        CommandRun byRequest = await _ingestor.RunAsync("events", "list", "--json", "--request", credential.Header.Text("cloudEvents_subject")!);
        CommandRun byIssuer = await _ingestor.RunAsync("events", "list", "--json", "--issuer", identity.Header.Text("cloudEvents_source")!);

        Assert.Contains(credential.Header.EventId, byRequest.Lines.Select(line => Member(line, "eventId")));
        Assert.All(byIssuer.Lines, line => Assert.Equal(identity.Header.Text("cloudEvents_source"), Member(line, "issuer")));
    }

    [Fact]
    public async Task The_payload_is_shown_on_request_only()
    {
        ArchivedEvent archived = await _ingestor.KeepAsync("2026-05-17/credential", minutes: 1);
        string payload = System.Text.Encoding.UTF8.GetString(archived.Body.Span);

        Assert.Equal(payload, Member(Assert.Single((await _ingestor.RunAsync("events", "list", "--json", "--payload")).Lines), "payload"));
        Assert.Equal(payload, Member(Assert.Single((await _ingestor.RunAsync("events", "show", archived.Header.EventId[..8], "--json", "--payload")).Lines), "payload"));
        string withoutPayload = (await _ingestor.RunAsync("events", "show", archived.Header.EventId)).Output;
        Assert.All(PersonalData.In(archived.Body), text => Assert.DoesNotContain(text, withoutPayload, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_object_is_named_and_the_rest_is_listed()
    {
        ArchivedEvent damaged = await _ingestor.KeepAsync("2026-05-17/credential", minutes: 1), whole = await _ingestor.KeepAsync("2026-05-17/identity", minutes: 2);
        await File.WriteAllBytesAsync(_ingestor.PathOf(damaged), damaged.ToBytes()[..^1]);

        CommandRun list = await _ingestor.RunAsync("events", "list");
        CommandRun json = await _ingestor.RunAsync("events", "list", "--json");
        CommandRun show = await _ingestor.RunAsync("events", "show", damaged.Header.EventId);

        Assert.Equal(1, list.ExitCode);
        Assert.Contains($"{damaged.Name}: damaged, Truncated", list.Lines);
        Assert.Contains(list.Lines, line => line.Contains(whole.Header.EventId, StringComparison.Ordinal));
        Assert.Equal("1 events, 1 not readable", list.Lines[^1]);
        Assert.Contains("Truncated", json.Lines.Select(line => Member(line, "damaged")));
        Assert.Equal((1, $"{damaged.Name}: damaged, Truncated"), (show.ExitCode, Assert.Single(show.Lines)));
    }

    [Fact]
    public async Task An_unknown_id_and_an_ambiguous_beginning_are_told()
    {
        await _ingestor.KeepAsync("2026-05-17/credential", minutes: 1);
        await _ingestor.KeepAsync("2026-05-17/identity", minutes: 2);

        CommandRun unknown = await _ingestor.RunAsync("events", "show", new string('0', 64));
        CommandRun ambiguous = await _ingestor.RunAsync("events", "show", "");

        Assert.Equal((1, $"The archive has no event {new string('0', 64)}."), (unknown.ExitCode, unknown.Error.Trim()));
        Assert.Equal(2, ambiguous.ExitCode);
        Assert.Contains("is ambiguous", ambiguous.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_was_accepted_again_in_a_later_hour_is_shown_as_often_as_it_is_there()
    {
        ArchivedEvent first = await _ingestor.KeepAsync("2026-05-17/credential", minutes: 1);
        await _ingestor.KeepAsync("2026-05-17/credential", minutes: 25 * 60);

        CommandRun show = await _ingestor.RunAsync("events", "show", first.Header.EventId, "--json");

        Assert.Equal(["2026-06-01T12:01:00Z", "2026-06-02T13:00:00Z"], show.Lines.Select(line => Member(line, "receivedAt")));
    }

    [Fact]
    public async Task Without_an_archive_nothing_is_listed()
    {
        CommandRun list = await _ingestor.RunAsync("events", "list");

        Assert.Equal((0, "0 events"), (list.ExitCode, Assert.Single(list.Lines)));
    }

    [Theory]
    [InlineData("--from 2026-06-02 --to 2026-06-01", "--from takes a time before that of --to.")]
    [InlineData("--from yesterday", "--from takes a time")]
    [InlineData("--storage account", "Give --data for the local ingestor, or --storage for one in Azure.")]
    public async Task A_command_line_that_cannot_be_meant_is_refused(string options, string said)
    {
        CommandRun list = await _ingestor.RunAsync(["events", "list", .. options.Split(' ')]);

        Assert.Equal(2, list.ExitCode);
        Assert.Contains(said, list.Error, StringComparison.Ordinal);
    }

    private static string? Member(string line, string name) =>
        JsonDocument.Parse(line).RootElement.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
