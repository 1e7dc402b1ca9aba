namespace Bootstrap;

/// <summary>What test.cs was called with: its own <c>--long</c>, and all else for dotnet test.</summary>
public sealed record TestOptions(bool IsLong, IReadOnlyList<string> Others)
{
    private const string Long = "--long";

    public static TestOptions Of(IReadOnlyCollection<string> arguments) =>
        new(arguments.Contains(Long), [.. arguments.Where(argument => argument != Long)]);
}
