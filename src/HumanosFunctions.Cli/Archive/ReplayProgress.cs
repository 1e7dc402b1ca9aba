using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.Archive;

/// <summary>
/// The progress of a replay in a file: its id and period in the first line, then for each group a line before its events are sent and one line
/// for each event that the broker has taken, and a last line when it is finished. An interrupted replay that is started again continues, and a
/// finished one does not start by accident.
/// </summary>
internal sealed class ReplayProgress : IDisposable
{
    private const string Finished = "finished";
    private const string Sending = "sending ";

    private readonly HashSet<UInt128> _sent;
    private readonly FileStream _file;

    private ReplayProgress(FileStream file, string id, DateTimeOffset? from, DateTimeOffset to, HashSet<UInt128> sent, bool isFinished, UnsureEvents unsure)
    {
        (_file, Id, From, To, _sent, IsFinished, Unsure) = (file, id, from, to, sent, isFinished, unsure);
    }

    /// <summary>Differs for each replay, also of the same events.</summary>
    public string Id { get; }

    public DateTimeOffset? From { get; }

    /// <summary>The end of the period. What arrives during the replay is not part of it.</summary>
    public DateTimeOffset To { get; }

    public bool IsFinished { get; private set; }

    public int SentBefore => _sent.Count;

    /// <summary>The events of which an interruption left open whether the broker has taken them.</summary>
    public UnsureEvents Unsure { get; }

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

    /// <summary>Records which events are sent next, before the first of them is sent.</summary>
    public void Begin(IEnumerable<string> names, DateTimeOffset now) => Append([$"{Sending}{Rfc3339.Format(now)} {string.Join(' ', names)}"]);

    public void Sent(IReadOnlyCollection<string> names)
    {
        if (names.Count > 0)
        {
            Append([.. names]);
            _sent.UnionWith(names.Select(KeyOf));
        }
    }

    public void Finish()
    {
        Append([Finished]);
        IsFinished = true;
    }

    public void Dispose() => _file.Dispose();

    private static ReplayProgress Begin(FileStream file, DateTimeOffset? from, DateTimeOffset to)
    {
        var begun = new ReplayProgress(file, Guid.NewGuid().ToString("N"), from, to, [], isFinished: false, UnsureEvents.None);
        begun.Append([$"{begun.Id} {(from is { } time ? Rfc3339.Format(time) : "-")} {Rfc3339.Format(to)}"]);
        return begun;
    }

    private static ReplayProgress Continue(FileStream file, string path)
    {
        long end = EndOfLastLine(file);
        file.Seek(0, SeekOrigin.Begin);
        using var reader = new StreamReader(file, leaveOpen: true);
        if (end == 0 || reader.ReadLine()?.Split(' ') is not [var id, var from, var to] || !Guid.TryParse(id, out _) || TimeOf(to) is not { } before)
        {
            throw new InvalidDataException($"{path} is not the progress of a replay.");
        }

        // What an interruption can leave: the sending of a group whose line is not complete did not begin, and half a name is not a name.
        file.SetLength(end);
        var sent = new HashSet<UInt128>();
        var begun = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        bool isFinished = false;
        foreach (string line in LinesAfterFirst(file, reader))
        {
            if (line.StartsWith(Sending, StringComparison.Ordinal))
            {
                AddBegun(begun, line[Sending.Length..].Split(' '));
                continue;
            }

            isFinished |= line == Finished;
            sent.Add(KeyOf(line));
            begun.Remove(line);
        }

        sent.Remove(KeyOf(Finished));
        return new ReplayProgress(file, id, TimeOf(from), before, sent, isFinished, UnsureEvents.Of(begun));
    }

    private static void AddBegun(Dictionary<string, DateTimeOffset> begun, string[] words)
    {
        if (words is [var time, .. var names] && TimeOf(time) is { } at)
        {
            // The broker remembers a message from the first time on, not from a repetition.
            foreach (string name in names)
            {
                begun.TryAdd(name, at);
            }
        }
    }

    private void Append(IReadOnlyList<string> lines)
    {
        _file.Seek(0, SeekOrigin.End);
        _file.Write(Encoding.ASCII.GetBytes($"{string.Join('\n', lines)}\n"));
        _file.Flush(flushToDisk: true);
    }

    // Read again from the file, because the reader can hold what was cut off.
    private static IEnumerable<string> LinesAfterFirst(FileStream file, StreamReader reader)
    {
        file.Seek(0, SeekOrigin.Begin);
        reader.DiscardBufferedData();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static long EndOfLastLine(FileStream file)
    {
        long end = file.Length;
        for (; end > 0; end--)
        {
            file.Seek(end - 1, SeekOrigin.Begin);
            if (file.ReadByte() == '\n')
            {
                break;
            }
        }

        return end;
    }

    private static DateTimeOffset? TimeOf(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time) ? time : null;

    /// <summary>A hash of a name or an id. A million of these take ten times the memory as texts.</summary>
    public static UInt128 KeyOf(string name) => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}

/// <summary>The events of which an interruption left open whether the broker has taken them.</summary>
/// <param name="Names">The names of their objects in the archive.</param>
/// <param name="Since">When the first of them was about to be sent.</param>
internal sealed record UnsureEvents(IReadOnlySet<string> Names, DateTimeOffset Since)
{
    // The shortest window of a deployment is five minutes, in the official emulator. The rest is for the time that sending takes.
    private static readonly TimeSpan SafelyRemembered = TimeSpan.FromMinutes(4);

    public static UnsureEvents None { get; } = new(new HashSet<string>(), DateTimeOffset.MinValue);

    /// <param name="begun">When each event was about to be sent.</param>
    public static UnsureEvents Of(IReadOnlyDictionary<string, DateTimeOffset> begun) =>
        begun.Count == 0 ? None : new(begun.Keys.ToHashSet(StringComparer.Ordinal), begun.Values.Min());

    /// <summary>Whether the broker still recognizes those that it has taken, so that they can be sent again.</summary>
    public bool AreRemembered(DateTimeOffset now) => Names.Count == 0 || (now >= Since && now - Since < SafelyRemembered);
}
