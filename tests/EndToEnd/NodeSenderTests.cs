using System.Text;
using System.Text.Json;
using EndToEnd.Deliveries;
using EndToEnd.Serving;

namespace EndToEnd;

/// <summary>Node's crypto knows nothing of our code: that its deliveries are accepted shows that we read the protocol right.</summary>
[Collection(ServedCollection.Name)]
public sealed class NodeSenderTests(ServedIngestor ingestor)
{
    private static readonly string Script = RepositoryFiles.Path("tests", "EndToEnd", "js", "deliver.mjs");

    [NodeFact]
    public async Task A_sender_written_in_Node_from_the_protocol_is_accepted()
    {
        UniqueSample[] samples = [.. Samples.Names.Select(UniqueSample.Of)];
        string task = JsonSerializer.Serialize(new
        {
            url = ingestor.Webhook,
            signatureSecret = Sender.SignatureSecret,
            encryptionSecret = Sender.EncryptionSecret,
            encryptionSalt = Sender.EncryptionSalt,
            payloads = samples.Select(sample => Encoding.UTF8.GetString(sample.Json)),
        });

        string answers = await Node.RunScriptAsync(Script, [], task);

        string[] messageIds = [.. JsonLines.Read(answers).Select(answer => answer.GetProperty("messageId").GetString()!)];
        Assert.Equal(samples.Length, messageIds.Distinct().Count());
        foreach ((UniqueSample sample, string messageId) in samples.Zip(messageIds))
        {
            Assert.Equal(sample.Json, (await ingestor.Audit.WaitForAsync(messageId)).Body.ToArray());
        }
    }
}
