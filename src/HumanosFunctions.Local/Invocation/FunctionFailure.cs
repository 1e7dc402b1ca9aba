namespace HumanosFunctions.Local.Invocation;

/// <summary>A function in another process failed. Only the name of the exception's type is known.</summary>
internal sealed class FunctionFailure(string typeName) : Exception("The function failed.")
{
    public string TypeName => typeName;

    // An exception's message may contain payload data. Its type does not.
    public static string NameOf(Exception exception) =>
        exception is FunctionFailure { TypeName: var there } ? there : exception.GetType().ToString();
}

/// <summary>No function was called, because no worker is running.</summary>
internal sealed class RuntimeUnavailableException(string message) : Exception(message);
