using System.Text;
using Humanos.Webhooks;
using HumanosFunctions.Processing.Drift;

namespace HumanosFunctions.Tests.Processing.Drift;

/// <summary>What counts as unknown, and what is told of it.</summary>
public sealed class EventDriftTests
{
    public static TheoryData<string> SampleNames => [.. Samples.Names];

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void No_documented_payload_has_drift(string sample) => Assert.True(EventDrift.Of(Parse(Samples.Read(sample))).IsNone);

    [Theory]
    [InlineData("""{"eventType":"credential.revoked","requestId":"r"}""", true)]
    [InlineData("""{"event":"process.completed"}""", true)]
    [InlineData("""{"requestId":"r"}""", true)]
    [InlineData("""{"eventType":"test"}""", false)]
    public void A_type_without_a_reader_is_unknown_and_its_members_are_not_listed(string json, bool expected)
    {
        EventDrift drift = Of(json);

        Assert.Equal(expected, drift.HasUnknownType);
        Assert.Empty(drift.Members);
    }

    [Theory]
    [InlineData("2026-05-17", null)]
    [InlineData("2026-03-20", null)]
    [InlineData("2026-06-18", "2026-06-18")]
    [InlineData("2026-07-06", "2026-07-06")]
    [InlineData("latest", "latest")]
    public void A_version_whose_payload_is_not_documented_is_unknown(string version, string? expected) =>
        Assert.Equal(expected, Of($$"""{"eventType":"test","api_version":"{{version}}"}""").Version);

    [Theory]
    [InlineData("""{"x":1}""", "x")]
    [InlineData("""{"user":{"id":"u","nick":"n"}}""", "user.nick")]
    [InlineData("""{"credential":{"w3cCredential":{"proofs":[[{"type":"t","nonce":1}]]}}}""", "credential.w3cCredential.proofs[][].nonce")]
    [InlineData("""{"user":{"id":"u","nick_name":"n"}}""", "user.nick_name")]
    [InlineData("""{"user":{"id":"u","Maria":{"age":1}}}""", "user.*")]
    [InlineData("""{"credential":{"@context":["a",7]}}""", "credential.@context[]")]
    [InlineData("""{"ana@example.com":1}""", "*")]
    [InlineData("""{"+351 900 000 000":1}""", "*")]
    [InlineData("""{"user":{"a.b['c']":1}}""", "user.*")]
    [InlineData("{\"evil\u202Ename\":1}", "*")]
    [InlineData("{\"\\u0000\\u001b[2J\":1}", "*")]
    [InlineData("""{"":1}""", "*")]
    public void A_member_that_no_reader_takes_is_named_without_its_value(string members, string expected) =>
        Assert.Equal([expected], Of($$"""{"eventType":"credential","requestId":"r",{{members[1..^1]}}}""").Members);

    // As the name of a map: the readers know the object, and none of its members.
    [Theory]
    [InlineData("""{"user":{"maria":1,"jose":2}}""", "user.*")]
    [InlineData("""{"user":{"maria":1,"maria":2}}""", "user.*")]
    [InlineData("""{"credential":{"id":"c","data":{"maria":{"label":"l"}}}}""", "credential.data.*")]
    [InlineData("""{"credential":{"id":"c","data":[{"label":"l"},{"maria":1}]}}""", "credential.data[].*")]
    [InlineData("""{"credential":{"id":"c","w3cCredential":{"proofs":[{"maria":1}]}}}""", "credential.w3cCredential.proofs[].*")]
    [InlineData("""{"credential":{"id":"c","w3cCredential":{"credentialSubject":{"maria":1}}}}""", "credential.w3cCredential.credentialSubject.*")]
    public void Names_in_an_object_that_can_be_a_map_are_not_shown(string members, string expected) =>
        Assert.Equal([expected], Of($$"""{"eventType":"credential","requestId":"r",{{members[1..^1]}}}""").Members);

    [Fact]
    public void Names_that_are_not_valid_Unicode_do_not_make_a_map_a_known_object()
    {
        byte[] json = [.. "{\"eventType\":\"credential\",\"user\":{\"maria\":1,\"\u0001\":2,\"\u0002\":3}}"u8];
        json.AsSpan().Replace((byte)1, (byte)0xFE);
        json.AsSpan().Replace((byte)2, (byte)0xFF);

        Assert.DoesNotContain("user.maria", EventDrift.Of(Parse(json)).Members);
    }

    [Fact]
    public void A_byte_order_mark_is_not_part_of_the_payload() =>
        Assert.Equal(["user.nick"], Of("\uFEFF{\"eventType\":\"credential\",\"user\":{\"id\":\"u\",\"nick\":\"n\"}}").Members);

    [Fact]
    public void A_payload_of_any_depth_is_read()
    {
        string deep = $"{string.Concat(Enumerable.Repeat("{\"a\":[", 50_000))}1{string.Concat(Enumerable.Repeat("]}", 50_000))}";

        Assert.Equal(["deep"], Of($$"""{"eventType":"test","deep":{{deep}}}""").Members);
    }

    [Fact]
    public void A_long_name_is_not_copied_for_each_member_below_it()
    {
        string members = string.Join(',', Enumerable.Range(0, 2_000).Select(index => $"\"m{index}\":0"));
        HumanosEvent parsed = Parse(Encoding.UTF8.GetBytes($"{{\"eventType\":\"test\",\"{new string('n', 200_000)}\":{{{members}}}}}"));
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(["*"], EventDrift.Of(parsed).Members);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50L * 1024 * 1024);
    }

    [Fact]
    public void Names_are_bounded_in_length_and_number_and_all_members_are_counted()
    {
        string many = string.Join(',', Enumerable.Range(0, 500).Select(index => $"\"member{index}\":{index}"));

        EventDrift drift = Of($$"""{"eventType":"test",{{many}}}""");

        Assert.Equal(20, drift.Members.Count);
        Assert.Equal(500, drift.MemberCount);
        Assert.Equal(["*"], Of($$"""{"eventType":"test","{{new string('n', 65)}}":1}""").Members);
        Assert.Equal(["user.*"], Of($$"""{"eventType":"test","user":{"{{new string('n', 65)}}":1} }""").Members);
        Assert.Equal(["*", "line123"], Of("""{"eventType":"test","447700900123":1,"line123":1}""").Members);
    }

    private static EventDrift Of(string json) => EventDrift.Of(Parse(Encoding.UTF8.GetBytes(json)));

    private static HumanosEvent Parse(byte[] json) => Assert.IsType<EventParsing.Parsed>(HumanosEvent.Parse(json)).Event;
}
