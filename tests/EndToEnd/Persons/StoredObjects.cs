using System.Text;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace EndToEnd.Persons;

/// <summary>Searches every blob and every entity of a storage account.</summary>
internal static class StoredObjects
{
    public static async Task<IReadOnlyList<string>> WithAsync(string connection, IReadOnlyList<string> texts)
    {
        var found = new List<string>();
        var blobs = new BlobServiceClient(connection);
        await foreach (BlobContainerItem container in blobs.GetBlobContainersAsync())
        {
            BlobContainerClient client = blobs.GetBlobContainerClient(container.Name);
            await foreach (BlobItem blob in client.GetBlobsAsync())
            {
                string content = Encoding.UTF8.GetString((await client.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToMemory().Span);
                Add(found, $"{container.Name}/{blob.Name}", content, texts);
            }
        }

        var tables = new TableServiceClient(connection);
        await foreach (TableItem table in tables.QueryAsync())
        {
            await foreach (TableEntity entity in tables.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                Add(found, $"{table.Name} {entity.PartitionKey} {entity.RowKey}", string.Join(' ', entity.Select(property => TextOf(property.Value))), texts);
            }
        }

        return found;
    }

    private static string? TextOf(object? value) => value switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        BinaryData bytes => bytes.ToString(),
        _ => value?.ToString(),
    };

    private static void Add(List<string> found, string place, string content, IReadOnlyList<string> texts)
    {
        if (texts.Any(text => place.Contains(text, StringComparison.Ordinal) || content.Contains(text, StringComparison.Ordinal)))
        {
            found.Add(place);
        }
    }
}
