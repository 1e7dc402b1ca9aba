namespace HumanosFunctions.Local.Invocation;

/// <summary>No function was called: there is nothing to run it at present.</summary>
internal sealed class RuntimeUnavailableException(string message) : Exception(message);
