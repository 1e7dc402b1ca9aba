
namespace HumanosFunctions.Local.Worker.Protocol;

/// <summary>The type of an exception in a worker; its message may hold what a function was working on.</summary>
internal static class ExceptionName
{
    /// <remarks>Where the worker gives no type, its text begins with it.</remarks>
    public static string Of(RpcException? exception)
    {
        if (exception is { Type.Length: > 0 })
        {
            return exception.Type;
        }

        string name = exception?.Message.Split([':', '\r', '\n', ' '], 2)[0] ?? "";
        return name.Length > 0 ? name : "an exception";
    }
}
