using HumanosFunctions.Tests.Storage;

namespace HumanosFunctions.Tests.Requests;

[Collection(StoreCollection.Name)]
public sealed class RequestDocumentTests(Azurite azurite)
{
    [NodeFact]
    public async Task A_request_reads_the_same_from_both_stores()
    {
        await using var inSqlite = new ProcessedRequest();
        await using var inTables = new ProcessedRequest(("Humanos:Store", "tables"), ("AzureWebJobsStorage", azurite.ConnectionString));
        foreach (byte[] json in Samples.Names.Select(Samples.Read))
        {
            await inSqlite.ProcessAsync(json);
            await inTables.ProcessAsync(json);
        }

        foreach (string request in new[] { "68c42ec3e47c9a7f9241e0ba", "68c5a1b2c3d4e5f678901234", "507f1f77bcf86cd799439011" })
        {
            string document = (await inSqlite.DocumentAsync(request)).ToString();
            Assert.Contains("occurredAt", document, StringComparison.Ordinal);
            Assert.Equal(document, (await inTables.DocumentAsync(request)).ToString());
        }
    }
}
