using System.Security.Cryptography;
using Azure.Storage.Blobs;
using HumanosFunctions.Payloads;
using HumanosFunctions.Tests.Infrastructure.Bicep;
using HumanosFunctions.Tests.Storage;

namespace HumanosFunctions.Tests.Payloads;

[Collection(StoreCollection.Name)]
public sealed class PayloadStoreTests(Azurite azurite)
{
    private const string Name = "2026/06/01/0123abcd";

    [Theory, InFolder, InBlobs]
    public async Task What_is_written_is_read_byte_for_byte_also_after_a_restart(string kind)
    {
        await using TestedPayloads tested = await TestedPayloads.CreateAsync(kind, azurite);
        byte[] content = RandomNumberGenerator.GetBytes(5 * 1024 * 1024);

        await tested.Open().WriteAsync(PayloadContainer.Quarantine, Name, content, CancellationToken.None);

        Assert.Equal(content, await tested.Open().ReadAsync(PayloadContainer.Quarantine, Name));
    }

    [Theory, InFolder, InBlobs]
    public async Task What_is_written_again_takes_the_place_of_what_was_there(string kind)
    {
        await using TestedPayloads tested = await TestedPayloads.CreateAsync(kind, azurite);
        IPayloadStore bodies = tested.Open();

        await bodies.WriteAsync(PayloadContainer.ClaimCheck, Name, new byte[100], CancellationToken.None);
        await bodies.WriteAsync(PayloadContainer.ClaimCheck, Name, new byte[7], CancellationToken.None);

        Assert.Equal(new byte[7], await bodies.ReadAsync(PayloadContainer.ClaimCheck, Name));
        Assert.Equal([new StoredPayload(Name, 7)], await bodies.ListAsync(PayloadContainer.ClaimCheck, CancellationToken.None).ToListAsync());
    }

    [Theory, InFolder, InBlobs]
    public async Task A_large_event_is_kept_with_its_subject_and_may_be_written_again(string kind)
    {
        await using TestedPayloads tested = await TestedPayloads.CreateAsync(kind, azurite);
        IPayloadStore bodies = tested.Open();
        byte[] content = RandomNumberGenerator.GetBytes(300_000);

        await bodies.WriteAsync(PayloadContainer.ClaimCheck, Name, new byte[7], "credential", CancellationToken.None);
        await bodies.WriteAsync(PayloadContainer.ClaimCheck, Name, content, "otp.failed", CancellationToken.None);

        Assert.Equal(content, await bodies.ReadAsync(PayloadContainer.ClaimCheck, Name));
        if (kind != PayloadStoreKind.Folder)
        {
            BlobClient blob = new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient(PayloadContainer.ClaimCheck.Name).GetBlobClient(Name);
            Assert.Equal("otp.failed", (await blob.GetTagsAsync()).Value.Tags["subject"]);
        }
    }

    [Theory, InFolder, InBlobs]
    public async Task Many_writers_of_one_name_leave_one_whole_content(string kind)
    {
        await using TestedPayloads tested = await TestedPayloads.CreateAsync(kind, azurite);
        IPayloadStore bodies = tested.Open();

        await Task.WhenAll(Enumerable.Range(1, 10).Select(number =>
            bodies.WriteAsync(PayloadContainer.ClaimCheck, Name, Enumerable.Repeat((byte)number, 100_000).ToArray(), CancellationToken.None)));

        byte[]? left = await bodies.ReadAsync(PayloadContainer.ClaimCheck, Name);
        Assert.Equal(100_000, left!.Length);
        Assert.Single(left.Distinct());
    }

    [Theory, InFolder, InBlobs]
    public async Task A_container_is_listed_by_name_and_knows_nothing_of_the_other(string kind)
    {
        await using TestedPayloads tested = await TestedPayloads.CreateAsync(kind, azurite);
        IPayloadStore bodies = tested.Open();
        await bodies.WriteAsync(PayloadContainer.ClaimCheck, "elsewhere.json", new byte[1], CancellationToken.None);
        foreach (string name in new[] { "2026/06/02/a", "2026/06/01/b", "2025/12/31/c" })
        {
            await bodies.WriteAsync(PayloadContainer.Quarantine, name, new byte[1], CancellationToken.None);
        }

        Assert.Equal(
            ["2025/12/31/c", "2026/06/01/b", "2026/06/02/a"],
            await bodies.ListAsync(PayloadContainer.Quarantine, CancellationToken.None).Select(body => body.Name).ToListAsync());
        Assert.Null(await bodies.ReadAsync(PayloadContainer.Quarantine, "elsewhere.json"));
    }

    [Theory, InFolder, InBlobs]
    public async Task What_is_deleted_is_gone_and_what_was_never_there_is_no_error(string kind)
    {
        await using TestedPayloads tested = await TestedPayloads.CreateAsync(kind, azurite);
        IPayloadStore bodies = tested.Open();
        Assert.Null(await bodies.ReadAsync(PayloadContainer.Quarantine, Name));
        Assert.False(await bodies.DeleteAsync(PayloadContainer.Quarantine, Name, CancellationToken.None));
        await bodies.WriteAsync(PayloadContainer.Quarantine, Name, new byte[1], CancellationToken.None);

        Assert.True(await bodies.DeleteAsync(PayloadContainer.Quarantine, Name, CancellationToken.None));

        Assert.Null(await bodies.ReadAsync(PayloadContainer.Quarantine, Name));
        Assert.Empty(await bodies.ListAsync(PayloadContainer.Quarantine, CancellationToken.None).ToListAsync());
    }

    [Theory, InFolder, InBlobs]
    public async Task A_name_that_leads_elsewhere_is_refused_by_every_method(string kind)
    {
        await using TestedPayloads tested = await TestedPayloads.CreateAsync(kind, azurite);
        IPayloadStore bodies = tested.Open();
        foreach (string name in new[] { "", "..", "../claim-check/a", "/etc/passwd", "a//b", "a/../b", "a\\b", "c:a", ".unfinished/a", "a\0", "ä" })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => bodies.WriteAsync(PayloadContainer.Quarantine, name, new byte[1], CancellationToken.None));
            await Assert.ThrowsAsync<ArgumentException>(() => bodies.OpenAsync(PayloadContainer.Quarantine, name, CancellationToken.None));
            await Assert.ThrowsAsync<ArgumentException>(() => bodies.DeleteAsync(PayloadContainer.Quarantine, name, CancellationToken.None));
        }
    }

    [Theory, InFolder, InBlobs]
    public async Task A_store_that_can_be_used_says_so_before_its_first_use(string kind)
    {
        await using TestedPayloads tested = await TestedPayloads.CreateAsync(kind, azurite);

        await tested.Open().ProbeAsync(CancellationToken.None);
    }
}

/// <summary>A large event carries its subject as a tag, on which the right of a subscriber to read it hangs.</summary>
public sealed class SubjectTagTests
{
    [Theory]
    [InlineData("credential")]
    [InlineData("otp.failed")]
    public void A_subject_becomes_the_tag(string subject) => Assert.Equal(subject, SubjectTag.TagsOf(subject)![SubjectTag.Tag]);

    [Theory]
    [InlineData("")]
    [InlineData("it's new")]
    [InlineData("größer")]
    public void What_Azure_takes_for_no_tag_becomes_none(string subject) => Assert.Null(SubjectTag.TagsOf(subject));

    [Fact]
    public void A_subject_that_is_longer_than_a_tag_becomes_none() => Assert.Null(SubjectTag.TagsOf(new string('a', 257)));

    [Fact]
    public void The_template_asks_for_the_tag() =>
        Assert.Contains($"blobs/tags:{SubjectTag.Tag}<$key_case_sensitive$>", BicepFile.Of("modules", "subscriber.bicep").Source, StringComparison.Ordinal);
}
