using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace HumanosFunctions.Tests.Infrastructure.Package;

/// <summary>The files that <c>dotnet publish</c> would lay into the package, and which of them must not or must be there.</summary>
internal sealed record PackageFiles(IReadOnlyList<string> Names)
{
    private static readonly string[] PrivateNames = ["local.settings.json", "local.settings.sample.json", "appsettings.Development.json", "secrets.json", ".env"];
    // The stand-in's are there only in a package that is never published. The last are of a project that the worker SDK builds.
    private static readonly string[] OwnSymbols =
        ["HumanosFunctions.pdb", "Humanos.Webhooks.pdb", "ServiceBusExtension.pdb", ".azurefunctions/Microsoft.Azure.Functions.Worker.Extensions.pdb"];
    private static readonly string[] PrivateKinds = [".pfx", ".pem", ".key", ".db", ".csproj", ".user"];

    // What the worker SDK lays beside the app needs a build of the same configuration, and these tests have one.
    private static readonly string Configuration =
        typeof(PackageFiles).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    /// <summary>By evaluation alone: nothing is built and nothing is written.</summary>
    public static async Task<PackageFiles> EvaluateAsync(string project)
    {
        DotnetCommand answer = await DotnetCommand.RunAsync(
            "msbuild", project, "-nologo", "-t:ComputeResolvedFilesToPublishList", "-getItem:ResolvedFileToPublish", $"-p:Configuration={Configuration}", "-p:NoBuild=true");
        Assert.True(answer.ExitCode == 0, answer.Output);
        return new([.. Items(answer, "ResolvedFileToPublish").Select(item => item.GetProperty("RelativePath").GetString()!.Replace('\\', '/'))]);
    }

    /// <summary>The loose files of a project that need not have been restored.</summary>
    public static async Task<PackageFiles> LooseAsync(string project)
    {
        DotnetCommand answer = await DotnetCommand.RunAsync("msbuild", project, "-nologo", "-getItem:None");
        Assert.True(answer.ExitCode == 0, answer.Output);
        return new([.. Items(answer, "None")
            .Where(item => item.TryGetProperty("CopyToPublishDirectory", out JsonElement copy) && copy.GetString() is "PreserveNewest" or "Always")
            .Select(item => item.GetProperty("Link").GetString()!)]);
    }

    public static PackageFiles In(string folder) =>
        new([.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))]);

    public IEnumerable<string> Faults(params string[] needed) =>
        needed.Where(name => !Names.Contains(name)).Select(name => $"{name} is missing")
            .Concat(Names.Where(IsPrivate).Select(name => $"{name} does not belong there"))
            .Concat(Names.Where(IsTestOrTool).Select(name => $"{name} is not of the app"));

    private static bool IsPrivate(string name) =>
        PrivateNames.Contains(Path.GetFileName(name), StringComparer.OrdinalIgnoreCase) || PrivateKinds.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    private static bool IsTestOrTool(string name) =>
        name.Contains("xunit", StringComparison.OrdinalIgnoreCase) || name.Contains("Tests", StringComparison.Ordinal)
        || name.StartsWith("LocalServiceBus", StringComparison.Ordinal) || name.StartsWith("HumanosFunctions.Local", StringComparison.Ordinal) || name.StartsWith("HumanosFunctions.Cli", StringComparison.Ordinal)
        || (name.EndsWith(".pdb", StringComparison.Ordinal) && !OwnSymbols.Contains(name));

    // A feed's warnings about advisories and neighbouring versions come beside the JSON and are no part of it.
    private static JsonElement.ArrayEnumerator Items(DotnetCommand command, string kind) =>
        JsonElement.Parse(command.Answer).GetProperty("Items").GetProperty(kind).EnumerateArray();
}

/// <summary>What the .NET command line answers, what it complains of, and whether it succeeded.</summary>
internal sealed record DotnetCommand(int ExitCode, string Answer, string Complaints)
{
    public string Output => Answer + Complaints;

    public static async Task<DotnetCommand> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

        // What the test host tells its own MSBuild must not reach this one.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new DotnetCommand(process.ExitCode, answer, await error);
    }
}
