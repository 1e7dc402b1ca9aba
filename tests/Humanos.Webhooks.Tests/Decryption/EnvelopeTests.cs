using System.Text;

namespace Humanos.Webhooks.Tests;

public sealed class EnvelopeTests
{
    private static readonly (string Iv, string Data, string Tag) Parts = Split(
        EnvelopeEncryptor.Encrypt("{}"u8, Given.EncryptionKey, iv: new byte[12]));

    [Theory]
    [InlineData("""{"iv":"IV","data":"DATA","tag":"TAG"}""")]
    [InlineData("""{"tag":"TAG","data":"DATA","iv":"IV"}""")]
    [InlineData(" \r\n\t{ \"iv\" : \"IV\" , \"data\" : \"DATA\" , \"tag\" : \"TAG\" } \n")]
    [InlineData("\uFEFF{\"iv\":\"IV\",\"data\":\"DATA\",\"tag\":\"TAG\"}")]
    [InlineData("""{"v":1,"iv":"IV","x":{"iv":"","data":[{"tag":null}]},"data":"DATA","tag":"TAG","":null}""")]
    [InlineData("""{"iv":"first","data":1,"tag":null,"iv":"IV","data":"DATA","tag":"TAG"}""")]
    [InlineData("""{"\u0069v":"IV","d\u0061ta":"DATA","\u0074\u0061\u0067":"TAG"}""")]
    [InlineData("""{"iv":"IV","data":"DATA","tag":"TAG","\ud800":"\udfff"}""")]
    public void An_envelope_may_be_written_in_many_ways(string text)
    {
        string body = text.Replace("IV", Parts.Iv).Replace("DATA", Parts.Data).Replace("TAG", Parts.Tag);

        var decrypted = Assert.IsType<DecryptionResult.Decrypted>(Given.Decrypt(body));

        Assert.Equal("{}"u8, decrypted.Event.Json.Span);
        Assert.Equal((Given.Timestamp, Given.Now), (decrypted.Event.Timestamp, decrypted.Event.SignedAt));
    }

    [Theory]
    [InlineData("", EnvelopeFault.NotJson)]
    [InlineData(" ", EnvelopeFault.NotJson)]
    [InlineData("iv", EnvelopeFault.NotJson)]
    [InlineData("{", EnvelopeFault.NotJson)]
    [InlineData("[1,2", EnvelopeFault.NotJson)]
    [InlineData("""{"iv":"IV","data":"DATA","tag":"TAG"}}""", EnvelopeFault.NotJson)]
    [InlineData("""{"iv":"IV","data":"DATA","tag":"TAG"}{}""", EnvelopeFault.NotJson)]
    [InlineData("""{"iv":"IV","data":"DATA","tag":"TAG",}""", EnvelopeFault.NotJson)]
    [InlineData("""{'iv':"IV","data":"DATA","tag":"TAG"}""", EnvelopeFault.NotJson)]
    [InlineData("""{"iv":"IV","data":"DATA","tag":"\x41"}""", EnvelopeFault.NotJson)]
    [InlineData("null", EnvelopeFault.NotAnObject)]
    [InlineData("\"text\"", EnvelopeFault.NotAnObject)]
    [InlineData("42", EnvelopeFault.NotAnObject)]
    [InlineData("""[{"iv":"IV","data":"DATA","tag":"TAG"}]""", EnvelopeFault.NotAnObject)]
    [InlineData("{}", EnvelopeFault.MemberMissing)]
    [InlineData("""{"eventType":"test"}""", EnvelopeFault.MemberMissing)]
    [InlineData("""{"iv":"IV","data":"DATA"}""", EnvelopeFault.MemberMissing)]
    [InlineData("""{"IV":"IV","Data":"DATA","Tag":"TAG"}""", EnvelopeFault.MemberMissing)]
    [InlineData("""{"envelope":{"iv":"IV","data":"DATA","tag":"TAG"}}""", EnvelopeFault.MemberMissing)]
    [InlineData("""{"iv":null,"data":"DATA","tag":"TAG"}""", EnvelopeFault.MemberNotString)]
    [InlineData("""{"iv":"IV","data":["DATA"],"tag":"TAG"}""", EnvelopeFault.MemberNotString)]
    [InlineData("""{"iv":"IV","data":"DATA","tag":"TAG","tag":7}""", EnvelopeFault.MemberNotString)]
    [InlineData("""{"iv":"IV","data":"*","tag":"TAG"}""", EnvelopeFault.InvalidBase64)]
    [InlineData("""{"iv":"IV","data":"DATA","tag":"\ud800"}""", EnvelopeFault.InvalidBase64)]
    [InlineData("""{"iv":"","data":"DATA","tag":"TAG"}""", EnvelopeFault.IvEmpty)]
    [InlineData("""{"iv":" ","data":"DATA","tag":"TAG"}""", EnvelopeFault.IvEmpty)]
    [InlineData("""{"iv":"IV","data":"DATA","tag":""}""", EnvelopeFault.TagLength)]
    [InlineData("""{"iv":"IV","data":"DATA","tag":"AAAAAAAAAAAAAAA="}""", EnvelopeFault.TagLength)]
    [InlineData("""{"iv":"IV","data":"DATA","tag":"AAAAAAAAAAAAAAAAAAAAAAA="}""", EnvelopeFault.TagLength)]
    public void What_is_no_envelope_is_named(string text, EnvelopeFault fault)
    {
        string body = text.Replace("\"IV\":", "\"Iv\":").Replace("IV", Parts.Iv).Replace("DATA", Parts.Data).Replace("TAG", Parts.Tag);

        Assert.Equal(new DecryptionResult.NotAnEnvelope(fault), Given.Decrypt(body));
    }

    private static (string Iv, string Data, string Tag) Split(byte[] body)
    {
        string[] quoted = Encoding.UTF8.GetString(body).Split('"');
        return (quoted[3], quoted[7], quoted[11]);
    }
}
