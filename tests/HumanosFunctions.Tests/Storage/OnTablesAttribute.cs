using System.Reflection;
using Xunit.Sdk;

namespace HumanosFunctions.Tests.Storage;

/// <summary>Runs a theory on the Table storage store; skipped with a clear line on a machine without Node for Azurite.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnTablesAttribute : DataAttribute
{
    public OnTablesAttribute()
    {
        if (!Node.IsPresent)
        {
            Skip = "Azurite needs Node and npm on PATH.";
        }
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[TestedStore.Tables]];
}
