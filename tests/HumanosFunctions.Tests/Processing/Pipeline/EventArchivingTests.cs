using Azure.Messaging.ServiceBus;
using HumanosFunctions.Archive;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Publishing;
using HumanosFunctions.Tests.Archive;
using HumanosFunctions.Tests.Payloads;
using HumanosFunctions.Tests.Processing.Retrying;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Tests.Processing.Pipeline;

/// <summary>What the archive takes from a message.</summary>
public sealed class EventArchivingTests : IAsyncDisposable
{
    private readonly TestedArchive _archive = TestedArchive.InFolder();
    private readonly HeldPayloads _payloads = new();

    public ValueTask DisposeAsync() => _archive.DisposeAsync();

    [Fact]
    public async Task A_retry_copy_is_archived_as_the_message_that_was_published()
    {
        await ArchiveAsync(Messages.Copy("archive", attempt: 2));

        ArchivedEvent archived = await OnlyAsync();
        Assert.Equal("event-1", archived.Header.MessageId);
        Assert.Equal(["cloudEvents_id", "cloudEvents_time", "cloudEvents_type"], archived.Header.Properties.Keys.Order());
    }

    [Theory]
    [InlineData("test")]
    [InlineData("credential.revoked")]
    [InlineData(null)]
    public async Task Any_subject_and_any_bytes_are_archived(string? subject)
    {
        ServiceBusReceivedMessage message = ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: BinaryData.FromBytes([0, 1, 2, 255]), messageId: "foreign", subject: subject, enqueuedTime: Archived.Received);

        await ArchiveAsync(message);

        ArchivedEvent archived = await OnlyAsync();
        Assert.Equal([0, 1, 2, 255], archived.Body.ToArray());
        Assert.Equal(subject, archived.Header.Subject);
        Assert.Equal(Archived.Received, archived.Header.ReceivedAt);
    }

    [Fact]
    public async Task A_large_event_is_copied_and_does_not_depend_on_its_payload()
    {
        byte[] large = [.. Enumerable.Repeat((byte)'x', 300_000)];
        _payloads.Put("large", large);

        await ArchiveAsync(Messages.Credential("event-1",
            ("claimcheck_blob", "large"), ("claimcheck_length", 300_000L), ("claimcheck_sha256", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(large)))));

        ArchivedEvent archived = await OnlyAsync();
        Assert.Equal(large, archived.Body.ToArray());
        Assert.Equal("large", archived.Header.Text(EventProperties.ClaimCheckBlob));
    }

    [Fact]
    public async Task Other_bytes_under_the_same_id_are_named()
    {
        await ArchiveAsync(Messages.Credential());
        ArchivedEvent first = await OnlyAsync();
        ServiceBusReceivedMessage other = ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: BinaryData.FromString("{}"), messageId: "event-1", properties: new Dictionary<string, object> { ["cloudEvents_id"] = "event-1" }, enqueuedTime: first.Header.EnqueuedAt);

        Assert.Equal(new ArchivingResult.Never("ArchiveHoldsOtherBytes", first.Name), await ArchiveAsync(other));
    }

    [Fact]
    public async Task An_archive_that_is_off_takes_nothing()
    {
        Assert.IsType<ArchivingResult.Off>(await ArchiveAsync(Messages.Credential(), days: 0));
        Assert.Empty(await _archive.Archive.NamesAsync(null, null).ToListAsync());
    }

    [Fact]
    public async Task A_payload_that_is_away_is_a_reason_to_try_again()
    {
        _payloads.IsDown = true;

        await Assert.ThrowsAsync<IOException>(() => ArchiveAsync(Messages.Credential("event-1",
            ("claimcheck_blob", "large"), ("claimcheck_length", 3L), ("claimcheck_sha256", new string('0', 64)))));
    }

    private Task<ArchivingResult> ArchiveAsync(ServiceBusReceivedMessage message, int days = 30) =>
        new EventArchiving(new MessageReader(_payloads), _archive.Archive, Options.Create(new ArchiveOptions { ArchiveDays = days }), NullLogger<EventArchiving>.Instance)
            .ArchiveAsync(message, CancellationToken.None);

    private async Task<ArchivedEvent> OnlyAsync() =>
        Assert.IsType<ArchiveReading.Found>(Assert.Single(await _archive.Archive.ReadAllAsync(null, null).ToListAsync())).Event;
}
