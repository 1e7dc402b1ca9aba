using HumanosFunctions.Payloads;
using HumanosFunctions.Tests.Infrastructure.Bicep;

namespace HumanosFunctions.Tests.Payloads;

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
