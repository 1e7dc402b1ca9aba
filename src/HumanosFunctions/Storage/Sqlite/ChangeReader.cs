using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>
/// Pages through the list of changes. A request that changes again while somebody pages moves to the end of the list,
/// so it comes later, and never falls between two pages.
/// </summary>
internal sealed class ChangeReader(StateFile file)
{
    private const string Sql = """
        SELECT request_id, changed_at FROM requests
        WHERE (changed_at, request_id) >= ($ticks, $name)
        ORDER BY changed_at, request_id LIMIT $count
        """;

    public ChangedPage Read(DateTimeOffset since, string? continuation, int pageSize)
    {
        List<ChangedRequest> found = From(ChangePosition.Read(since, continuation), (long)pageSize + 1);
        return found.Count <= pageSize
            ? new ChangedPage(found, Next: null)
            : new ChangedPage(found[..pageSize], ChangePosition.Of(found[pageSize]).Write());
    }

    private List<ChangedRequest> From(ChangePosition start, long count)
    {
        using SqliteConnection connection = file.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = Sql;
        command.Parameters.AddWithValue("$ticks", start.Ticks);
        command.Parameters.AddWithValue("$name", start.Name);
        command.Parameters.AddWithValue("$count", count);
        using SqliteDataReader reader = command.ExecuteReader();
        var found = new List<ChangedRequest>();
        while (reader.Read())
        {
            found.Add(new ChangedRequest(StoredText.Decode(reader.GetString(0)), new DateTimeOffset(reader.GetInt64(1), TimeSpan.Zero)));
        }

        return found;
    }
}
