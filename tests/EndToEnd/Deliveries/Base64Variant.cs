using System.Text.Json.Nodes;

namespace EndToEnd.Deliveries;

/// <summary>How a sender may write base64; Node's decoder, which public receivers use, takes them all.</summary>
public enum Base64Variant
{
    Standard,
    UrlSafe,
    Unpadded,
}

/// <summary>Rewrites an envelope in another variant.</summary>
public static class Base64Variants
{
    public static byte[] Rewrite(byte[] envelope, Base64Variant variant)
    {
        JsonObject members = JsonNode.Parse(envelope)!.AsObject();
        foreach (string name in new[] { "iv", "data", "tag" })
        {
            members[name] = Rewrite(members[name]!.GetValue<string>(), variant);
        }

        return System.Text.Encoding.UTF8.GetBytes(members.ToJsonString());
    }

    private static string Rewrite(string base64, Base64Variant variant) => variant switch
    {
        Base64Variant.UrlSafe => base64.Replace('+', '-').Replace('/', '_'),
        Base64Variant.Unpadded => base64.TrimEnd('='),
        _ => base64,
    };
}
