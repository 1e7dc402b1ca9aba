using System.Runtime.CompilerServices;

namespace Bootstrap;

/// <summary>The checkout that contains run.cs and test.cs, whatever the current folder is.</summary>
public sealed class Repository
{
    private Repository(string root) => Root = root;

    public string Root { get; }

    public static Repository Of([CallerFilePath] string script = "") => new(System.IO.Path.GetDirectoryName(script)!);

    /// <summary>For a script one folder below the root.</summary>
    public static Repository Above([CallerFilePath] string script = "") =>
        new(System.IO.Path.GetDirectoryName(System.IO.Path.GetDirectoryName(script))!);

    public string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);
}
