using System.Text.RegularExpressions;

namespace HumanosFunctions.Tests.Infrastructure.Bicep;

/// <summary>The declarations of one template.</summary>
internal sealed partial record BicepFile(string Path, string Source)
{
    public static IReadOnlyList<BicepFile> All { get; } = [.. Directory
        .EnumerateFiles(RepositoryFiles.Path("infra"), "*.bicep", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(Read)];

    public static BicepFile Of(params string[] parts) => Read(RepositoryFiles.Path(["infra", .. parts]));

    public IEnumerable<BicepResource> Resources => ResourceDeclaration().Matches(Source).Select(found => new BicepResource(
        System.IO.Path.GetFileName(Path), found.Groups["type"].Value, found.Groups["version"].Value, found.Groups["existing"].Success, ValueAfter(found)));

    public IEnumerable<BicepModule> Modules => ModuleDeclaration().Matches(Source).Select(found => new BicepModule(
        found.Groups["name"].Value, found.Groups["path"].Value, ValueAfter(found)));

    public IEnumerable<BicepParameter> Parameters => ParameterDeclaration().Matches(Source).Select(found => new BicepParameter(
        found.Groups["name"].Value, !found.Groups["default"].Success));

    public IEnumerable<string> Outputs => OutputDeclaration().Matches(Source).Select(found => found.Groups["name"].Value);

    public BicepValue.Members Variable(string name) =>
        (BicepValue.Members)ValueAfter(VariableDeclaration().Matches(Source).Single(found => found.Groups["name"].Value == name));

    private static BicepFile Read(string path) => new(path, File.ReadAllText(path).ReplaceLineEndings("\n"));

    private BicepValue ValueAfter(Match declaration)
    {
        BicepValue value = new BicepReader(Source, declaration.Index + declaration.Length).ReadDeclared();
        return value is BicepValue.Items { Values: [BicepValue.Members turn] } ? turn : value;
    }

    [GeneratedRegex(@"^resource \w+ '(?<type>[^@']+)@(?<version>[^']+)' (?<existing>existing )?=", RegexOptions.Multiline)]
    private static partial Regex ResourceDeclaration();

    [GeneratedRegex(@"^module (?<name>\w+) '(?<path>[^']+)' =", RegexOptions.Multiline)]
    private static partial Regex ModuleDeclaration();

    [GeneratedRegex(@"^param (?<name>\w+) [^\n=]+(?<default>=)?", RegexOptions.Multiline)]
    private static partial Regex ParameterDeclaration();

    [GeneratedRegex(@"^output (?<name>\w+) ", RegexOptions.Multiline)]
    private static partial Regex OutputDeclaration();

    [GeneratedRegex(@"^var (?<name>\w+) =", RegexOptions.Multiline)]
    private static partial Regex VariableDeclaration();
}

/// <param name="Path">The template that is called, relative to the one that calls.</param>
internal sealed record BicepModule(string Name, string Path, BicepValue Body);

/// <param name="IsRequired">It has no default.</param>
internal sealed record BicepParameter(string Name, bool IsRequired);

/// <param name="IsExisting">It is only referred to: nothing of it is written.</param>
internal sealed record BicepResource(string File, string Type, string Version, bool IsExisting, BicepValue Body);
