namespace HumanosFunctions.Local.InProcess;

/// <summary>A function's compiled call: takes its inputs from the context, and hands back its awaited result.</summary>
/// <param name="target">The instance; null for a static method.</param>
internal delegate ValueTask<object?> FunctionCall(object? target, LocalFunctionContext context);
