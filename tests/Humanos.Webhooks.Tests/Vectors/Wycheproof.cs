using System.Text.Json;

namespace Humanos.Webhooks.Tests;

/// <summary>
/// The public Wycheproof vectors of AES-GCM with 256-bit keys, if a folder <c>shared/vectors</c> in the repository or above it contains
/// them. The vectors of HMAC and PBKDF2 do not apply, because their keys are not text and their iteration counts differ.
/// </summary>
internal static class Wycheproof
{
    private static readonly string? File = Find("aes_gcm_test.json");

    public static IReadOnlyDictionary<int, Vector> AesGcm { get; } = File is null ? new Dictionary<int, Vector>() : Load(File);

    public static bool IsPresent => File is not null;

    private static Dictionary<int, Vector> Load(string file)
    {
        JsonElement root = JsonElement.Parse(System.IO.File.ReadAllBytes(file));
        return root.GetProperty("testGroups").EnumerateArray()
            .Where(group => group.GetProperty("keySize").GetInt32() == 256)
            .SelectMany(group => group.GetProperty("tests").EnumerateArray())
            .Select(test => test.Deserialize<Vector>(JsonSerializerOptions.Web)!)
            .ToDictionary(vector => vector.TcId);
    }

    private static string? Find(string name)
    {
        for (DirectoryInfo? folder = new(RepositoryFiles.Root); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "vectors", name);
            if (System.IO.File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    internal sealed record Vector(int TcId, string Key, string Iv, string Aad, string Msg, string Ct, string Tag, string Result)
    {
        public bool IsValid => Result == "valid";
    }
}

/// <summary>A theory over the Wycheproof vectors. It is skipped with a message if they are not available.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WycheproofTheoryAttribute : TheoryAttribute
{
    public WycheproofTheoryAttribute()
    {
        if (!Wycheproof.IsPresent)
        {
            Skip = "Needs the Wycheproof vectors in a folder shared/vectors above the repository.";
        }
    }
}
