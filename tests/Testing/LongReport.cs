namespace Testing;

/// <summary>What a long run found, as Markdown: test.cs prints it below the tests.</summary>
public static class LongReport
{
    /// <summary>Nothing is written outside the long run.</summary>
    /// <param name="name">Of the file, without ending; one for each test.</param>
    /// <param name="markdown">Counts, times and sizes; nothing of what was sent.</param>
    public static void Write(string name, string markdown)
    {
        if (!Effort.IsLong)
        {
            return;
        }

        string folder = RepositoryFiles.Path("TestResults", "long");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name + ".md"), markdown.TrimEnd() + Environment.NewLine);
    }
}
