using System.Globalization;
using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>Writes to the database, since one that can only be read cannot be used.</summary>
internal sealed class StateProbe(StateFile file)
{
    // Less than a health check has.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // A header field that no program reads, with the value it has: the page is written, and nothing changes. The tables are asked too.
    private static readonly string Sql = string.Create(CultureInfo.InvariantCulture, $"""
        BEGIN IMMEDIATE;
        SELECT (SELECT 1 FROM state LIMIT 1), (SELECT 1 FROM requests LIMIT 1);
        PRAGMA user_version = {StateSchema.Version};
        COMMIT;
        """);

    /// <summary>That the file was gone is known now, and need not be told again.</summary>
    public void Told() => file.WasMoved();

    public void Run()
    {
        if (file.WasMoved())
        {
            // Found by an event, which was stored again in a new file: what was in the old one is gone.
            throw new StoreFileMovedException();
        }

        using SqliteConnection connection = file.Open(Patience);
        try
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = Sql;
            command.ExecuteNonQuery();
            file.ThrowIfMoved(connection);
        }
        catch
        {
            // It may be in the middle of a transaction.
            StateFile.Forget(connection);
            throw;
        }
    }
}
