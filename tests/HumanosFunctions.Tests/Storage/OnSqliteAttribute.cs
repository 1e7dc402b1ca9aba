using System.Reflection;
using Xunit.Sdk;

namespace HumanosFunctions.Tests.Storage;

/// <summary>Runs a theory on the SQLite store.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnSqliteAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[TestedStore.Sqlite]];
}
