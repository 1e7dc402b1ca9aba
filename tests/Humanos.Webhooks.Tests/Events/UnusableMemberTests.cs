using System.Text;

namespace Humanos.Webhooks.Tests;

public sealed class UnusableMemberTests
{
    [Theory]
    [InlineData("""{"requestId":5}""", "$.requestId")]
    [InlineData("""{"eventType":[],"requestId":"r"}""", "$.eventType")]
    [InlineData("""{"user":"u"}""", "$.user")]
    [InlineData("""{"user":{"did":"d","contact":{}}}""", "$.user.contact")]
    [InlineData("""{"eventType":"credential","api_version":"2026-05-17","decision":{"date":true}}""", "$.decision.date")]
    [InlineData("""{"eventType":"credential","credential":"c"}""", "$.credential")]
    [InlineData("""{"eventType":"credential","credential":{"proofs":[{},7]}}""", "$.credential.proofs[1]")]
    [InlineData("""{"eventType":"credential","credential":{"proofs":[[[[[{}]]]]]}}""", "$.credential.proofs[0][0][0][0]")]
    [InlineData("""{"eventType":"credential","credential":{"tags":["a",{}]}}""", "$.credential.tags[1]")]
    [InlineData("""{"eventType":"credential","credential":{"data":[{"value":[]}]}}""", "$.credential.data[0].value")]
    [InlineData("""{"eventType":"credential","credential":{"@context":[{}]}}""", "$.credential['@context'][0]")]
    [InlineData("""{"eventType":"process.consent.completed","metadata":{"items":"many"}}""", "$.metadata.items")]
    [InlineData("""{"eventType":"identity","decision":{"success":"true"}}""", "$.decision.success")]
    [InlineData("""{"eventType":"identity","identity":{"birth":19900131}}""", "$.identity.birth")]
    [InlineData("""{"eventType":"otp.failed","otp":{"error":"INVALID"}}""", "$.otp.error")]
    [InlineData("""{"requestId":"\ud800"}""", "$.requestId")]
    public void A_member_of_an_unusable_kind_is_absent_a_problem_and_kept(string json, string path)
    {
        HumanosEvent read = AnEvent.Of(json);

        Assert.Equal([path], read.Problems.Select(problem => problem.Path));
        Assert.Equal([path], read.UnknownMembers.Select(member => member.Path));
    }

    [Theory]
    [InlineData("""{"requestId":null,"user":null,"decision":null}""")]
    [InlineData("""{"eventType":"credential","credential":null}""")]
    [InlineData("""{"eventType":"credential","credential":{"proofs":null,"tags":[null],"data":[null]}}""")]
    public void Null_says_nothing_and_is_no_problem(string json)
    {
        HumanosEvent read = AnEvent.Of(json);

        Assert.Empty(read.Problems);
        Assert.Empty(read.UnknownMembers);
    }

    [Theory]
    [InlineData("""{"eventType":"credential","api_version":"2026-05-17","decision":{"action":"accept"}}""", "$.decision.action")]
    [InlineData("""{"event":"process.consent.completed","rejected":true}""", "$.rejected")]
    public void A_decision_about_no_credential_makes_none_and_is_kept(string json, string path)
    {
        var read = AnEvent.Of<CredentialEvent>(json);

        Assert.Empty(read.Credentials);
        Assert.Equal([path], read.UnknownMembers.Select(member => member.Path));
        Assert.Equal("[]", AnEvent.At(AnEvent.Normalised(read), "credentials"));
    }

    [Fact]
    public void What_no_version_publishes_is_not_guessed_at()
    {
        var read = AnEvent.Of<OtpFailedEvent>("""{"eventType":"otp.failed","processId":"p","otp":{"error":{"code":"RATE_LIMITED"}}}""");

        Assert.Null(read.ErrorCode);
        Assert.Equal("$.otp", Assert.Single(read.UnknownMembers).Path);
    }

    [Fact]
    public void Unknown_members_are_kept_at_any_depth_with_their_paths()
    {
        var read = AnEvent.Of<CredentialEvent>(
            """{"eventType":"credential","x":1,"user":{"id":"u","it's":[ 2 ]},"credential":{"id":"c","x":{"y":3},"data":[{"x":4}]}}""");

        Assert.Equal(
            ["$.x = 1", @"$.user['it\'s'] = [ 2 ]", """$.credential.x = {"y":3}""", "$.credential.data[0].x = 4"],
            read.UnknownMembers.Select(Spell));
        Assert.Equal(
            ["""$.credential.x = {"y":3}""", "$.credential.data[0].x = 4"],
            Assert.Single(read.Credentials).UnknownMembers.Select(Spell));
    }

    [Fact]
    public void The_credential_s_own_text_is_kept_for_those_who_verify_proofs()
    {
        var read = AnEvent.Of<CredentialEvent>("""{"eventType":"credential","credential":{"w3cCredential": {"id" :"w"} }}""");

        Assert.Equal("""{"id" :"w"}""", Encoding.UTF8.GetString(Assert.Single(read.Credentials).W3c!.Json.Span));
        Assert.Equal("""{"w3cCredential": {"id" :"w"} }""", Encoding.UTF8.GetString(read.Credentials[0].Json.Span));
    }

    private static string Spell(UnknownMember member) => $"{member.Path} = {Encoding.UTF8.GetString(member.Json.Span)}";
}
