namespace HumanosFunctions.Storage;

public enum RowWrite
{
    Stored,

    /// <summary>A newer row is there, or this very one: nothing changed.</summary>
    Outdated,
}
