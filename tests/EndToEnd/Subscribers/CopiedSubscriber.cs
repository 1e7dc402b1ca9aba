using EndToEnd.Packages;

namespace EndToEnd.Subscribers;

/// <summary>The C# subscriber, built where it was copied to: outside of the repository, with nothing but the packages.</summary>
public sealed class CopiedSubscriber : IAsyncLifetime
{
    private CopiedProject _project = null!;

    /// <summary>The folder with the program.</summary>
    public string Output { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _project = await CopiedProject.OfAsync("docs", "subscribers", "csharp");
        Output = await _project.BuildAsync();
    }

    public Task DisposeAsync()
    {
        _project.Dispose();
        return Task.CompletedTask;
    }
}
