namespace HumanosFunctions.Tests.Storage;

/// <summary>The tests of the stores, one after the other, with one Azurite for all of them.</summary>
[CollectionDefinition(Name)]
public sealed class StoreCollection : ICollectionFixture<Azurite>
{
    public const string Name = "Stores";
}
