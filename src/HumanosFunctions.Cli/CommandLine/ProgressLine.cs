using System.Globalization;

namespace HumanosFunctions.Cli.CommandLine;

/// <summary>
/// Shows on a terminal how far a command is, in one line that it rewrites and removes at the end. A command that takes less
/// than a second, or whose errors go elsewhere than to a terminal, shows nothing.
/// </summary>
internal sealed class ProgressLine(TextWriter error, bool isTerminal, TimeProvider time, string what) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly long _start = time.GetTimestamp();
    private long _last = time.GetTimestamp();
    private int _length;

    public static ProgressLine OnError(TimeProvider time, string what) => new(Console.Error, Terminal.IsUsedBy(Console.Error), time, what);

    /// <param name="done">How many are done.</param>
    /// <param name="all">How many there are; null if that is not known.</param>
    public void Show(int done, int? all = null)
    {
        if (!isTerminal || time.GetElapsedTime(_start) < Patience || time.GetElapsedTime(_last) < Pause)
        {
            return;
        }

        string text = string.Create(CultureInfo.InvariantCulture, $"{what}: {done}{(all is null ? "" : $" of {all}")} …");
        error.Write($"\r{text.PadRight(_length)}");
        (_length, _last) = (text.Length, time.GetTimestamp());
    }

    /// <summary>Removes the line, so that what follows begins at its start.</summary>
    public void Dispose()
    {
        if (_length > 0)
        {
            error.Write($"\r{new string(' ', _length)}\r");
            _length = 0;
        }
    }
}
