using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HumanosFunctions.Cli.Development;

/// <summary>
/// Where the development host of a data folder runs. The host writes it to <c>host.json</c> in that folder, and the commands
/// read it, so that users do not have to repeat a port.
/// </summary>
/// <param name="Url">The root address, without a slash at the end.</param>
/// <param name="AmqpPort">The port of its broker; null if it uses another broker.</param>
/// <param name="ProcessId">The process that serves.</param>
/// <param name="StartedAt">When that process started: another one may get its number.</param>
internal sealed record RunningHost(string Url, int? AmqpPort, int ProcessId, DateTimeOffset StartedAt)
{
    private const string FileName = "host.json";

    // The operating system counts from the start of the machine, and the clock can be changed in the meantime.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    [JsonIgnore]
    public Uri Webhook => new($"{Url}/api/webhook");

    public static RunningHost OfThisProcess(string url, int? amqpPort)
    {
        using var process = Process.GetCurrentProcess();
        return new RunningHost(url, amqpPort, process.Id, process.StartTime.ToUniversalTime());
    }

    /// <summary>Null if no host runs there.</summary>
    public static RunningHost? Find(string dataFolder)
    {
        try
        {
            RunningHost? host = JsonSerializer.Deserialize<RunningHost>(File.ReadAllBytes(Path.Combine(dataFolder, FileName)), JsonSerializerOptions.Web);
            return host is { Url: not null } && host.IsRunning() ? host : null;
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Write(string dataFolder) => File.WriteAllBytes(Path.Combine(dataFolder, FileName), JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web));

    /// <summary>Removes the file, unless another host has written it since.</summary>
    public void Remove(string dataFolder)
    {
        if (Find(dataFolder) == this)
        {
            File.Delete(Path.Combine(dataFolder, FileName));
        }
    }

    private bool IsRunning()
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return !process.HasExited && (process.StartTime.ToUniversalTime() - StartedAt).Duration() < Tolerance;
        }
        catch (Exception other) when (other is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // No such process, or one that is not ours to ask.
            return false;
        }
    }
}
