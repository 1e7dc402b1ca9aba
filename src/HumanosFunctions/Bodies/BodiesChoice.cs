using HumanosFunctions.Configuration;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Bodies;

/// <summary>The values of <c>Humanos:Bodies</c>, and which of them it is where the setting is absent.</summary>
public static class BodiesChoice
{
    public const string Blobs = "blobs";
    public const string Folder = "folder";

    public static string Of(HumanosOptions options, IConfiguration configuration) =>
        options.Bodies ?? (HostingPlace.IsAzure(configuration) ? Blobs : Folder);
}
