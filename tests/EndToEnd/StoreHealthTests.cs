using System.Net;
using EndToEnd.InProcess;

namespace EndToEnd;

/// <summary>A store that takes no row shows in the health of the app before the first event.</summary>
public sealed class StoreHealthTests
{
    [Fact]
    public async Task A_database_in_a_folder_that_takes_no_file_is_503_with_its_cause()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // The folder of the kernel takes no file from anybody, also not from root.
        }

        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(("Humanos:SqlitePath", "/sys/humanos.db"));

        using HttpResponseMessage answer = await ingestor.Http.GetAsync(new Uri(ingestor.Api, "health"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("SqliteException", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
