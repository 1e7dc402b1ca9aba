using LocalServiceBus.Amqp;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace LocalServiceBus.Tests.Amqp;

public sealed class MessageSectionsTests
{
    [Fact]
    public void Every_section_before_the_body_is_found_where_it_stands()
    {
        byte[] header = Encode(new Header { Durable = true });
        byte[] annotations = Encode(new MessageAnnotations { Map = { ["x-opt-partition-key"] = "k" } });
        byte[] properties = Encode(new Properties { MessageId = "m-1" });
        byte[] application = Encode(new ApplicationProperties { Map = { ["long"] = new string('x', 300) } });
        byte[] body = Encode(new AmqpValue { Value = 7 });

        byte[] message = [.. header, .. annotations, .. properties, .. application, .. body];
        MessageSections found = MessageSections.Find(message);

        Assert.Equal(header, message[found.Header]);
        Assert.Equal(annotations, message[found.Annotations]);
        Assert.Equal(properties, message[found.Properties]);
        Assert.Equal(application, message[found.ApplicationProperties]);
        Assert.Equal(header.Length + annotations.Length, found.ContentStart);
    }

    [Fact]
    public void Sections_that_are_missing_have_a_place_where_they_would_stand()
    {
        byte[] header = Encode(new Header { Durable = true });
        MessageSections found = MessageSections.Find([.. header, .. Encode(new AmqpValue { Value = 7 })]);

        Range afterHeader = header.Length..header.Length;
        Assert.Equal((afterHeader, afterHeader), (found.PropertiesOrPosition, found.ApplicationPropertiesOrPosition));
    }

    [Fact]
    public void A_message_that_is_cut_off_within_a_section_is_refused()
    {
        byte[] section = Encode(new Properties { MessageId = "m-1" });
        for (int length = 1; length < section.Length; length++)
        {
            Assert.Throws<AmqpException>(() => MessageSections.Find(section.AsSpan(0, length)));
        }
    }

    [Theory]
    [InlineData("ff")]
    [InlineData("005373a1")]
    [InlineData("00a304616d7170")]
    [InlineData("005373d0ffffffff00000000")]
    public void Bytes_that_are_no_message_are_refused(string hex) =>
        Assert.Throws<AmqpException>(() => MessageSections.Find(Convert.FromHexString(hex)));

    private static byte[] Encode(AmqpDescribed section) => [.. SectionEncoder.Encode(section)];
}
