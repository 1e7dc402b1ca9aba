using System.Reflection;

namespace HumanosFunctions.Local.Tests.Infrastructure;

/// <summary>An app made of just these classes, so that each test serves its own functions.</summary>
internal sealed class AppOf(params Type[] types) : Assembly
{
    public override Type[] GetTypes() => types;

    public override AssemblyName GetName() => new("SampleApp");
}
