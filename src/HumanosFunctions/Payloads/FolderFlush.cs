using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HumanosFunctions.Payloads;

/// <summary>
/// Flushes folders to the disk, so that a power failure does not undo a rename in them. Calls for one folder that wait at the same time share a
/// flush, because each takes as long as a write.
/// </summary>
internal sealed class FolderFlush(Action<string> flush)
{
    // A folder that is forgotten is flushed once more than necessary.
    private const int MaxKnown = 1000;

    private readonly ConcurrentDictionary<string, Turns> _folders = new(StringComparer.Ordinal);

    public FolderFlush()
        : this(UnixFolder.Flush)
    {
    }

    /// <summary>Returns when a flush that began after this call has ended.</summary>
    public void Flush(string folder)
    {
        Turns turns = TurnsOf(folder);
        lock (turns)
        {
            long own = ++turns.Asked;
            while (turns.Flushed < own)
            {
                if (turns.IsFlushing)
                {
                    Monitor.Wait(turns);
                }
                else
                {
                    FlushNow(folder, turns);
                }
            }
        }
    }

    // Without the lock, so that the calls that it is for can return at once, and others can ask for the next one.
    private void FlushNow(string folder, Turns turns)
    {
        long covered = turns.Asked;
        turns.IsFlushing = true;
        Monitor.Exit(turns);
        try
        {
            flush(folder);
        }
        finally
        {
            Monitor.Enter(turns);
            turns.IsFlushing = false;
            Monitor.PulseAll(turns);
        }

        turns.Flushed = covered;
    }

    private Turns TurnsOf(string folder)
    {
        if (_folders.Count > MaxKnown)
        {
            _folders.Clear();
        }

        return _folders.GetOrAdd(folder, _ => new Turns());
    }

    private sealed class Turns
    {
        public long Asked { get; set; }

        public long Flushed { get; set; }

        public bool IsFlushing { get; set; }
    }
}

/// <summary>Opens a folder to flush it: .NET opens files only. Windows has no such call, and writes a rename to the journal of the file system.</summary>
internal static partial class UnixFolder
{
    private const int ReadOnly = 0;

    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using SafeFileHandle opened = Open(folder, ReadOnly);
        if (opened.IsInvalid)
        {
            throw new IOException($"The folder {folder} cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        RandomAccess.FlushToDisk(opened);
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);
}
