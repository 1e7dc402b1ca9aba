using HumanosFunctions.Payloads;
using HumanosFunctions.Tests.Storage;

namespace HumanosFunctions.Tests.Payloads;

[Collection(StoreCollection.Name)]
public sealed class PayloadOutageTests(Azurite azurite)
{
    [Fact]
    public async Task A_folder_that_cannot_be_written_says_so_and_leaves_nothing_behind()
    {
        string file = Path.GetTempFileName();
        var bodies = new FolderPayloadStore(Path.Combine(file, "bodies"));

        await Assert.ThrowsAnyAsync<IOException>(() => bodies.WriteAsync(PayloadContainer.ClaimCheck, "a.json", new byte[1], CancellationToken.None));
        await Assert.ThrowsAnyAsync<IOException>(() => bodies.ProbeAsync(CancellationToken.None));

        File.Delete(file);
    }

    [Fact]
    public async Task A_write_that_is_cancelled_leaves_no_file()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("humanos-bodies-");
        var bodies = new FolderPayloadStore(folder.FullName);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => bodies.WriteAsync(PayloadContainer.ClaimCheck, "a.json", new byte[1], new CancellationToken(canceled: true)));

        Assert.Empty(folder.EnumerateFiles("*", SearchOption.AllDirectories));
        folder.Delete(recursive: true);
    }

    [NodeFact]
    public async Task Blob_storage_that_is_away_says_so_and_works_again_when_it_is_back()
    {
        await using TestedPayloads tested = await TestedPayloads.CreateAsync(PayloadStoreKind.Blobs, azurite);
        IPayloadStore bodies = tested.Open();
        await bodies.WriteAsync(PayloadContainer.ClaimCheck, "a.json", new byte[1], CancellationToken.None);

        await azurite.StopAsync();
        try
        {
            await Assert.ThrowsAnyAsync<Exception>(() => bodies.WriteAsync(PayloadContainer.ClaimCheck, "b.json", new byte[1], CancellationToken.None));
            await Assert.ThrowsAnyAsync<Exception>(() => bodies.ProbeAsync(CancellationToken.None));
        }
        finally
        {
            // It comes back empty: the store has to make its containers again.
            await azurite.StartAsync();
        }

        await Eventually.IsTrueAsync(() => IsUsableAsync(bodies), "the store can be used again");
        await bodies.WriteAsync(PayloadContainer.ClaimCheck, "c.json", new byte[1], CancellationToken.None);
        Assert.Equal(new byte[1], await bodies.ReadAsync(PayloadContainer.ClaimCheck, "c.json"));
    }

    private static async Task<bool> IsUsableAsync(IPayloadStore bodies)
    {
        try
        {
            await bodies.ProbeAsync(CancellationToken.None);
            return true;
        }
        catch (Azure.RequestFailedException)
        {
            return false;
        }
    }
}
