using HumanosFunctions.Publishing;

namespace HumanosFunctions.Tests.Publishing;

public sealed class PropertyTextTests
{
    [Theory]
    [InlineData("forms")]
    [InlineData("Überprüfung 1")]
    [InlineData("😀")]
    public void A_short_valid_text_stays(string text) => Assert.Equal(text, PropertyText.Of(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\u0000b")]
    [InlineData("a\nb")]
    [InlineData("a\u0085b")]
    [InlineData("a\u202Eb")]
    [InlineData("a\u2066b")]
    [InlineData("a\u200Fb")]
    [InlineData("a\u061Cb")]
    [InlineData("a\uFFFDb")]
    public void A_text_that_is_not_fit_is_left_out(string? text) => Assert.Null(PropertyText.Of(text));

    [Fact]
    public void Half_a_surrogate_pair_is_left_out() => Assert.Null(PropertyText.Of("a" + (char)0xD83D));

    [Fact]
    public void The_longest_text_has_256_characters()
    {
        Assert.NotNull(PropertyText.Of(new string('x', 256)));
        Assert.Null(PropertyText.Of(new string('x', 257)));
    }
}
