using System.Text.Json;

namespace Humanos.Webhooks.Tests;

/// <summary>
/// The public Wycheproof vectors of AES-GCM with 256-bit keys, where a folder <c>shared/vectors</c> beside or above the
/// repository holds them. Those of HMAC and PBKDF2 do not apply: their keys are no text, their iterations are others.
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
