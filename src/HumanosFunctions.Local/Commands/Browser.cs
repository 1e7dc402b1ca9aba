using System.ComponentModel;
using System.Diagnostics;

namespace HumanosFunctions.Local.Commands;

/// <summary>The user's browser.</summary>
internal static class Browser
{
    /// <summary>Opens the address. Returns a sentence if that is not possible, because the host serves anyway.</summary>
    public static string? ProblemOfOpening(Uri address)
    {
        try
        {
            // A separate program, whose output is not mixed with that of the host.
            using Process? opened = Process.Start(Opener(address));
            return null;
        }
        catch (Exception problem) when (problem is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            return $"No browser can be opened here: open {address} yourself.";
        }
    }

    private static ProcessStartInfo Opener(Uri address) =>
        OperatingSystem.IsWindows() ? new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true }
        : new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [address.AbsoluteUri]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
}
