using System.Reflection;
using HumanosFunctions.Payloads;
using Xunit.Sdk;

namespace HumanosFunctions.Tests.Payloads;

/// <summary>Runs a theory on bodies in Blob storage; skipped with a clear line on a machine without Node for Azurite.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InBlobsAttribute : DataAttribute
{
    public InBlobsAttribute()
    {
        if (!Node.IsPresent)
        {
            Skip = "Azurite needs Node and npm on PATH.";
        }
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[PayloadStoreKind.Blobs]];
}
