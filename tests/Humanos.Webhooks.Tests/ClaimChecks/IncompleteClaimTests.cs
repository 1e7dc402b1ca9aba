namespace Humanos.Webhooks.Tests.ClaimChecks;

public sealed class IncompleteClaimTests
{
    private static readonly byte[] Json = "{}"u8.ToArray();
    private static readonly Claim Good = Claim.Of(Json);

    [Fact]
    public async Task One_property_alone_is_no_claim_check_and_no_message_without_one()
    {
        Claim none = new(null, null, null);

        Assert.Equal(ClaimCheckFault.Malformed, await (none with { Blob = Good.Blob }).FaultAsync(Json));
        Assert.Equal(ClaimCheckFault.Malformed, await (none with { Length = Good.Length }).FaultAsync(Json));
        Assert.Equal(ClaimCheckFault.Malformed, await (none with { Sha256 = Good.Sha256 }).FaultAsync(Json));
    }

    [Fact]
    public async Task Properties_and_a_way_to_open_blobs_must_be_given()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(
            "applicationProperties", () => ClaimCheck.ResolveAsync(null!, Json, (_, _) => Task.FromResult(Stream.Null), CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentNullException>("open", () => ClaimCheck.ResolveAsync(Good.Properties(), Json, null!, CancellationToken.None));
    }

    [Theory]
    [InlineData(ClaimCheckFault.Malformed, "malformed")]
    [InlineData(ClaimCheckFault.Mismatch, "does not match")]
    public void The_exception_text_states_the_fault(ClaimCheckFault fault, string words)
    {
        var exception = new ClaimCheckException(fault);

        Assert.Contains(words, exception.Message);
        Assert.Equal(fault, exception.Fault);
    }
}
