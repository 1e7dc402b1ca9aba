namespace EndToEnd.InProcess;

/// <summary>A store that cannot be opened until it is repaired: a folder stands where the database file should be.</summary>
public sealed class BrokenStore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("humanos-broken-");
    private readonly DirectoryInfo _inTheWay;

    public BrokenStore() => _inTheWay = _folder.CreateSubdirectory("humanos.db");

    public DirectoryInfo Folder => _folder;

    public (string Key, string Value) Setting => ("Humanos:SqlitePath", _inTheWay.FullName);

    public void Repair() => _inTheWay.Delete();

    public void Dispose() => _folder.Delete(recursive: true);
}
