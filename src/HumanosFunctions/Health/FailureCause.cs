using System.Globalization;
using Azure;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Health;

/// <summary>What an exception may tell anybody: its type and its code. A message may hold addresses and paths.</summary>
internal static class FailureCause
{
    public static string Of(Exception failure) => failure switch
    {
        StoreFileMovedException moved => moved.Message,
        SqliteException database => string.Create(CultureInfo.InvariantCulture, $"{nameof(SqliteException)} {database.SqliteErrorCode}{Word(database.SqliteErrorCode)}"),
        RequestFailedException refused => string.Create(CultureInfo.InvariantCulture, $"{nameof(RequestFailedException)} {refused.Status} {refused.ErrorCode}").TrimEnd(),
        ServiceBusException broker => $"{nameof(ServiceBusException)} {broker.Reason}",
        OperationCanceledException => "No answer in time.",
        _ => failure.GetType().Name,
    };

    // Those that a person can do something about.
    private static string Word(int code) => code switch
    {
        5 => ": another process holds the write lock",
        8 => ": the file or its folder is read-only",
        10 => ": the disk failed",
        13 => ": the disk is full",
        14 => ": the file cannot be opened",
        26 => ": the file is no database",
        _ => string.Empty,
    };
}
