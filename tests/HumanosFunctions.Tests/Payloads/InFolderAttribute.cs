using System.Reflection;
using HumanosFunctions.Payloads;
using Xunit.Sdk;

namespace HumanosFunctions.Tests.Payloads;

/// <summary>Runs a theory on bodies in a folder.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InFolderAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[PayloadStoreKind.Folder]];
}
