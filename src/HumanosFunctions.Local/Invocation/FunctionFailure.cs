namespace HumanosFunctions.Local.Invocation;

/// <summary>A function in another process threw; what it threw is known by the name of its type alone.</summary>
internal sealed class FunctionFailure(string typeName) : Exception("The function failed.")
{
    public string TypeName => typeName;

    // An exception's message may hold what the function was working on; its type does not.
    public static string NameOf(Exception exception) =>
        exception is FunctionFailure { TypeName: var there } ? there : exception.GetType().ToString();
}

/// <summary>No function was called: there is nothing to run it at present.</summary>
internal sealed class RuntimeUnavailableException(string message) : Exception(message);
