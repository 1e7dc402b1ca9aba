namespace HumanosFunctions.Storage.Sqlite;

/// <summary>The database file was deleted or replaced while it was open. The next use opens the file that is there, or makes one.</summary>
internal sealed class StoreFileMovedException() : IOException("The database file was removed or replaced while it was open.");
