namespace HumanosFunctions.Local.Discovery;

/// <summary>What starts a function, as its attribute says; settings are not resolved yet.</summary>
/// <param name="Parameter">The name of the parameter that takes what the trigger brings.</param>
internal abstract record FunctionTrigger(string Parameter)
{
    /// <summary>The binding's type as function metadata names it.</summary>
    public abstract string BindingType { get; }
}
