using System.Reflection;
using HumanosFunctions.Bodies;
using Xunit.Sdk;

namespace HumanosFunctions.Tests.Bodies;

/// <summary>Runs a theory on bodies in a folder.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InFolderAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[BodiesChoice.Folder]];
}
