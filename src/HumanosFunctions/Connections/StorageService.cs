namespace HumanosFunctions.Connections;

/// <summary>A service of the storage account.</summary>
public enum StorageService
{
    Table,
    Blob,
}
