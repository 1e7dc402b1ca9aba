using System.Reflection;

namespace HumanosFunctions.Local.Hosting.Discovery;

/// <summary>What starts a function, as its attribute says; settings are not resolved yet.</summary>
internal abstract record FunctionTrigger(ParameterInfo Parameter)
{
    /// <summary>The binding's type as function metadata names it.</summary>
    public abstract string BindingType { get; }
}
