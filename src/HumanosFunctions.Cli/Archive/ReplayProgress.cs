using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.Archive;

/// <summary>
/// The progress of a replay in a file: its id and period in the first line, then one line for each event that the broker has taken, and a last
/// line when it is finished. An interrupted replay that is started again continues, and a finished one does not start by accident.
/// </summary>
internal sealed class ReplayProgress : IDisposable
{
    private const string Finished = "finished";

    private readonly HashSet<UInt128> _sent;
    private readonly FileStream _file;

    private ReplayProgress(FileStream file, string id, DateTimeOffset? from, DateTimeOffset to, HashSet<UInt128> sent, bool isFinished)
    {
        (_file, Id, From, To, _sent, IsFinished) = (file, id, from, to, sent, isFinished);
    }

    /// <summary>Differs for each replay, also of the same events.</summary>
    public string Id { get; }

    public DateTimeOffset? From { get; }

    /// <summary>The end of the period. What arrives during the replay is not part of it.</summary>
    public DateTimeOffset To { get; }

    public bool IsFinished { get; private set; }

    public int SentBefore => _sent.Count;

    /// <summary>The file of a replay: the same command line has the same file.</summary>
    public static string PathOf(DirectoryInfo folder, string commandLine) => Path.Combine(
        folder.FullName, $"replay-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(commandLine)))[..16]}.txt");

    /// <exception cref="InvalidDataException">The file is not one of a replay.</exception>
    public static ReplayProgress Open(string path, DateTimeOffset? from, DateTimeOffset to)
    {
        // No other process may send the same events at the same time.
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            return file.Length == 0 ? Begin(file, from, to) : Continue(file, path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public bool IsSent(string name) => _sent.Contains(KeyOf(name));

    public void Sent(IEnumerable<string> names) => Append([.. names]);

    public void Finish()
    {
        Append([Finished]);
        IsFinished = true;
    }

    public void Dispose() => _file.Dispose();

    private static ReplayProgress Begin(FileStream file, DateTimeOffset? from, DateTimeOffset to)
    {
        var begun = new ReplayProgress(file, Guid.NewGuid().ToString("N"), from, to, [], isFinished: false);
        begun.Append([$"{begun.Id} {(from is { } time ? Rfc3339.Format(time) : "-")} {Rfc3339.Format(to)}"]);
        return begun;
    }

    private static ReplayProgress Continue(FileStream file, string path)
    {
        using var reader = new StreamReader(file, leaveOpen: true);
        if (reader.ReadLine()?.Split(' ') is not [var id, var from, var to] || !Guid.TryParse(id, out _) || TimeOf(to) is not { } end)
        {
            throw new InvalidDataException($"{path} is not the progress of a replay.");
        }

        var sent = new HashSet<UInt128>();
        bool isFinished = false;
        while (reader.ReadLine() is { } line)
        {
            isFinished |= line == Finished;
            sent.Add(KeyOf(line));
        }

        sent.Remove(KeyOf(Finished));
        return new ReplayProgress(file, id, TimeOf(from), end, sent, isFinished);
    }

    private void Append(IReadOnlyList<string> lines)
    {
        // An interruption can leave half a line. It is ended, and is not a name.
        bool isWhole = _file.Length == 0 || EndsWithLine();
        _file.Seek(0, SeekOrigin.End);
        _file.Write(Encoding.ASCII.GetBytes($"{(isWhole ? "" : "\n")}{string.Join('\n', lines)}\n"));
        _file.Flush(flushToDisk: true);
    }

    private bool EndsWithLine()
    {
        _file.Seek(-1, SeekOrigin.End);
        return _file.ReadByte() == '\n';
    }

    private static DateTimeOffset? TimeOf(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time) ? time : null;

    // A million names would take ten times the memory.
    private static UInt128 KeyOf(string name) => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
