using EndToEnd.Serving;

namespace EndToEnd.Page;

/// <summary>The page belongs to the development host. The function app, whose output is what is published, does not have it.</summary>
public sealed class DeployedAppTests
{
    [Fact]
    public async Task The_function_app_contains_no_page_and_no_development_host()
    {
        FileInfo[] files = new DirectoryInfo(FunctionsHosts.WorkerFolder).GetFiles("*", SearchOption.AllDirectories);

        Assert.Contains(files, file => file.Name == "HumanosFunctions.dll");
        Assert.DoesNotContain(files, file => file.Name.StartsWith("HumanosFunctions.Local", StringComparison.Ordinal)
            || file.Name.StartsWith("HumanosFunctions.Cli", StringComparison.Ordinal)
            || file.Extension is ".html" or ".css" or ".js");
        byte[] page = await File.ReadAllBytesAsync(RepositoryFiles.Path("src", "HumanosFunctions.Local", "Page", "Assets", "index.html"));
        byte[] app = await File.ReadAllBytesAsync(Path.Combine(FunctionsHosts.WorkerFolder, "HumanosFunctions.dll")), host = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "HumanosFunctions.Local.dll"));
        Assert.NotEqual(-1, host.AsSpan().IndexOf(page));
        Assert.Equal(-1, app.AsSpan().IndexOf(page));
    }
}
