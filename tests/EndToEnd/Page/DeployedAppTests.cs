using EndToEnd.Packages;

namespace EndToEnd.Page;

/// <summary>The page belongs to the development host. What is deployed does not have it.</summary>
public sealed class DeployedAppTests
{
    [Fact]
    public async Task The_published_function_app_contains_no_page_and_no_development_host()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("humanos-published-");
        try
        {
            await CommandRun.SucceedAsync(
                "dotnet",
                ["publish", RepositoryFiles.Path("src", "HumanosFunctions"), "--no-build", "--no-restore", "-c", Configuration, "-o", folder.FullName, "-v", "quiet"],
                RepositoryFiles.Root);

            FileInfo[] files = folder.GetFiles("*", SearchOption.AllDirectories);
            Assert.Contains(files, file => file.Name == "HumanosFunctions.dll");
            Assert.DoesNotContain(files, file => file.Name.StartsWith("HumanosFunctions.Local", StringComparison.Ordinal)
                || file.Name.StartsWith("HumanosFunctions.Cli", StringComparison.Ordinal)
                || file.Extension is ".html" or ".css" or ".js");
            byte[] app = await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "HumanosFunctions.dll"));
            Assert.Equal(-1, app.AsSpan().IndexOf("<!doctype html"u8));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The folder of a build's output is named after it.
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name;
}
