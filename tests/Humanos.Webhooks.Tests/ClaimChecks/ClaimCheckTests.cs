using System.Security.Cryptography;

namespace Humanos.Webhooks.Tests.ClaimChecks;

public sealed class ClaimCheckTests
{
    private static readonly byte[] Json = RandomNumberGenerator.GetBytes(3 * 1024 * 1024);
    private static readonly Claim Good = Claim.Of(Json);

    [Fact]
    public async Task A_message_without_a_claim_check_has_its_JSON_in_itself()
    {
        ReadOnlyMemory<byte> resolved = await ClaimCheck.ResolveAsync(
            new Dictionary<string, object> { ["cloudEvents_id"] = "1" }, Json, (_, _) => throw new InvalidOperationException("Nothing is to be opened."), CancellationToken.None);

        Assert.Equal(Json, resolved.ToArray());
    }

    [Fact]
    public async Task A_claim_check_is_resolved_to_the_bytes_of_its_blob() => Assert.Equal(Json, await Good.ResolveAsync(Json));

    [Fact]
    public async Task A_blob_that_comes_in_small_pieces_is_read_to_its_end() =>
        Assert.Equal(Json, await Good.ResolveAsync(new TrickleStream(Json)));

    [Fact]
    public async Task An_empty_blob_can_be_claimed_too() => Assert.Empty(await Claim.Of([]).ResolveAsync([]));

    [Fact]
    public async Task A_sender_in_JavaScript_may_write_the_length_as_a_small_number() =>
        Assert.Equal(Json, await (Good with { Length = Json.Length }).ResolveAsync(Json));

    [Fact]
    public async Task Another_content_of_the_same_length_is_a_mismatch()
    {
        byte[] tampered = [.. Json];
        tampered[^1] ^= 1;

        Assert.Equal(ClaimCheckFault.Mismatch, await Good.FaultAsync(tampered));
    }

    [Fact]
    public async Task A_shorter_blob_is_a_mismatch() => Assert.Equal(ClaimCheckFault.Mismatch, await Good.FaultAsync(Json[..^1]));

    [Fact]
    public async Task A_longer_blob_is_a_mismatch_although_it_begins_with_the_event() =>
        Assert.Equal(ClaimCheckFault.Mismatch, await Good.FaultAsync([.. Json, 0]));

    [Fact]
    public async Task A_blob_without_end_is_read_no_further_than_one_byte_beyond_its_length()
    {
        var blob = new TrickleStream(Json, endless: true);

        await Assert.ThrowsAsync<ClaimCheckException>(() => Good.ResolveAsync(blob));

        Assert.Equal(Json.Length + 1, blob.Given);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("folder/blob.json")]
    [InlineData("folder\\blob.json")]
    [InlineData("c:blob.json")]
    [InlineData("/blob.json")]
    [InlineData("blob.json\0")]
    [InlineData("blöb.json")]
    [InlineData(7)]
    [InlineData(null)]
    public async Task A_name_that_is_no_plain_name_is_malformed(object? name) =>
        Assert.Equal(ClaimCheckFault.Malformed, await (Good with { Blob = name }).FaultAsync(Json));

    [Fact]
    public async Task An_endless_name_is_malformed() =>
        Assert.Equal(ClaimCheckFault.Malformed, await (Good with { Blob = new string('a', 256) }).FaultAsync(Json));

    [Theory]
    [InlineData(-1L)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    [InlineData(int.MaxValue)]
    [InlineData(2_147_483_591L)]
    [InlineData("3145728")]
    [InlineData(3145728.0)]
    [InlineData(null)]
    public async Task A_length_that_is_none_is_malformed(object? length) =>
        Assert.Equal(ClaimCheckFault.Malformed, await (Good with { Length = length }).FaultAsync(Json));

    [Theory]
    [InlineData("")]
    [InlineData("abcd")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData(1L)]
    [InlineData(null)]
    public async Task A_hash_that_is_none_is_malformed(object? sha256) =>
        Assert.Equal(ClaimCheckFault.Malformed, await (Good with { Sha256 = sha256 }).FaultAsync(Json));

    [Fact]
    public async Task A_blob_that_cannot_be_opened_now_is_the_openers_own_failure() =>
        await Assert.ThrowsAsync<FileNotFoundException>(() => ClaimCheck.ResolveAsync(
            new Dictionary<string, object> { [ClaimCheck.BlobProperty] = "b", [ClaimCheck.LengthProperty] = 1L, [ClaimCheck.Sha256Property] = new string('0', 64) },
            Json,
            (_, _) => throw new FileNotFoundException(),
            CancellationToken.None));
}
