namespace HumanosFunctions.Storage;

public enum StoreWrite
{
    Stored,

    /// <summary>The event was there already: a repetition, without effect.</summary>
    AlreadyStored,
}
