using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HumanosFunctions.Cli.Development;

/// <summary>
/// Where the development host of a data folder runs. The host writes it to <c>host.json</c> in that folder, and the commands
/// read it, so that nobody has to repeat a port.
/// </summary>
/// <param name="Url">The root address, without a slash at the end.</param>
/// <param name="AmqpPort">The port of its broker; null if it uses another broker.</param>
/// <param name="ProcessId">The process that serves.</param>
internal sealed record RunningHost(string Url, int? AmqpPort, int ProcessId)
{
    private const string FileName = "host.json";

    [JsonIgnore]
    public Uri Webhook => new($"{Url}/api/webhook");

    /// <summary>Null if no host runs there.</summary>
    public static RunningHost? Find(string dataFolder)
    {
        try
        {
            RunningHost? host = JsonSerializer.Deserialize<RunningHost>(File.ReadAllBytes(Path.Combine(dataFolder, FileName)), JsonSerializerOptions.Web);
            return host is not null && IsRunning(host.ProcessId) ? host : null;
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

    private static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
