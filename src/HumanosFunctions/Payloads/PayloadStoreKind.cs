using HumanosFunctions.Settings;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Payloads;

/// <summary>The values of <c>Humanos:Bodies</c>, and which of them it is where the setting is absent.</summary>
public static class PayloadStoreKind
{
    public const string Blobs = "blobs";
    public const string Folder = "folder";

    public static string Of(PayloadOptions options, IConfiguration configuration) =>
        options.Bodies ?? (HostingEnvironment.IsAzure(configuration) ? Blobs : Folder);
}
