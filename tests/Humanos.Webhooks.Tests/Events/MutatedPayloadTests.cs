using System.Text;
using System.Text.Json;
using Xunit.Abstractions;

namespace Humanos.Webhooks.Tests;

/// <summary>Random changes of all samples; set HUMANOS_SEED to the printed seed to repeat a run.</summary>
public sealed class MutatedPayloadTests
{
    private const int Rounds = 200;

    private readonly Random _random;
    private readonly int _seed;

    public MutatedPayloadTests(ITestOutputHelper output)
    {
        _seed = Seed.Next();
        _random = new Random(_seed);
        output.WriteLine($"HUMANOS_SEED={_seed}");
    }

    [Fact]
    public void Whatever_changes_in_a_payload_no_value_is_lost()
    {
        var mutation = new Mutation(_random, MemberNames());
        foreach (byte[] sample in Enumerable.Repeat(Samples.Names.Select(Samples.Read), Rounds).SelectMany(all => all))
        {
            string mutated = mutation.Of(sample).ToJsonString();

            HumanosEvent read = AnEvent.Of(mutated);

            string[] lost = [.. Leaves.Lost(JsonElement.Parse(mutated), AnEvent.Normalised(read))];
            Assert.True(lost.Length == 0, $"HUMANOS_SEED={_seed}: {string.Join(", ", lost)} is lost of {mutated}");
            Assert.Equal(mutated, Encoding.UTF8.GetString(read.Json.Span));
        }
    }

    [Fact]
    public void Whatever_bits_flip_an_event_is_read_exactly_where_the_platform_s_parser_finds_an_object()
    {
        foreach (byte[] sample in Enumerable.Repeat(Samples.Names, Rounds).SelectMany(all => all).Select(Samples.Read))
        {
            for (int flips = _random.Next(1, 4); flips > 0; flips--)
            {
                sample[_random.Next(sample.Length)] ^= (byte)(1 << _random.Next(8));
            }

            AssertReadLikeThePlatform(sample);
        }
    }

    private void AssertReadLikeThePlatform(byte[] json)
    {
        EventParsing parsing = HumanosEvent.Parse(json);

        Assert.True(
            IsObject(json) == parsing is EventParsing.Parsed, $"HUMANOS_SEED={_seed}: {parsing} of {Convert.ToBase64String(json)}");
        if (parsing is EventParsing.Parsed { Event: var read })
        {
            Assert.Equal(JsonValueKind.Object, AnEvent.Normalised(read).ValueKind);
            Assert.Equal(json, read.Json.ToArray());
        }
    }

    private static bool IsObject(byte[] json)
    {
        try
        {
            return JsonElement.Parse(json).ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string[] MemberNames() =>
        [.. Samples.Names.SelectMany(name => Names(JsonElement.Parse(Samples.Read(name)))).Distinct()];

    private static IEnumerable<string> Names(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Names(member.Value).Prepend(member.Name)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Names),
        _ => [],
    };
}
