namespace HumanosFunctions.Local.Commands;

/// <summary>What lies where in the folder of <c>--data</c>.</summary>
internal static class LocalData
{
    public static string BodyFolder(DirectoryInfo data) => Path.Combine(data.FullName, "bodies");
}
