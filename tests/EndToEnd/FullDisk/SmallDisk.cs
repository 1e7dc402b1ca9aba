using System.Diagnostics;
using EndToEnd.Serving;

namespace EndToEnd.FullDisk;

/// <summary>
/// A real file system with little space, in place of one folder of one program: a tmpfs in a mount namespace of the program's own. No rights are
/// needed for it where the kernel allows user namespaces.
/// </summary>
internal sealed class SmallDisk(string folder, int kilobytes)
{
    private const string Mount = "mount -t tmpfs -o size=$1k none \"$0\"";

    private string? _seen;

    public static bool IsPossible { get; } = OperatingSystem.IsLinux() && CanMount();

    /// <summary>The folder as the program sees it.</summary>
    public string Seen => _seen ?? throw new InvalidOperationException("No program has been started.");

    private string Filler => Path.Combine(Seen, "filler");

    public LocalProcess Start(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        Directory.CreateDirectory(folder);
        LocalProcess process = LocalProcess.StartProgram(
            "unshare",
            [
                "--user", "--map-root-user", "--mount", "sh", "-c", $"{Mount} && shift && exec \"$@\"", folder, $"{kilobytes}",
                "dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "HumanosFunctions.Local.dll"), .. arguments,
            ],
            environment);
        _seen = $"/proc/{process.Id}/root{Path.GetFullPath(folder)}";
        return process;
    }

    /// <summary>Writes until the disk takes nothing more.</summary>
    public void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] page = new byte[4096];
        try
        {
            while (true)
            {
                filler.Write(page);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    public void Free() => File.Delete(Filler);

    private static bool CanMount()
    {
        string folder = Directory.CreateTempSubdirectory("humanos-mount-").FullName;
        try
        {
            using Process? trial = Process.Start(new ProcessStartInfo("unshare", ["--user", "--map-root-user", "--mount", "sh", "-c", Mount, folder, "64"])
            {
                RedirectStandardError = true,
            });
            trial!.WaitForExit();
            return trial.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
        finally
        {
            Directory.Delete(folder);
        }
    }
}

/// <summary>A test that needs a file system of its own.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (!SmallDisk.IsPossible)
        {
            Skip = "Needs Linux, and the right to mount in a user namespace.";
        }
    }
}
