using System.Text.Json;

namespace Humanos.Webhooks.Tests;

/// <summary>The vectors made by Node's crypto. To recompute them: <c>node make-vectors.mjs > vectors.json</c> in this folder.</summary>
internal sealed record NodeVectors(
    IReadOnlyList<NodeVectors.KeyVector> Keys,
    IReadOnlyList<NodeVectors.EnvelopeVector> Envelopes,
    IReadOnlyList<NodeVectors.SignatureVector> Signatures)
{
    public static string Script(string name) => RepositoryFiles.Path("tests", "Humanos.Webhooks.Tests", "Vectors", name);

    public static NodeVectors Committed { get; } =
        JsonSerializer.Deserialize<NodeVectors>(File.ReadAllBytes(Script("vectors.json")), JsonSerializerOptions.Web)!;

    internal sealed record KeyVector(string Secret, string Salt, string Key);

    internal sealed record SignatureVector(string Secret, string Timestamp, string Body, string Signature);

    internal sealed record EnvelopeVector(
        int IvLength, int TagLength, int PlaintextLength, string PlaintextSha256, string Iv, string Data, string Tag);
}
