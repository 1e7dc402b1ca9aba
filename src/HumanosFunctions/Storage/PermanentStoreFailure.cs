using Azure;
using Azure.Data.Tables.Models;

namespace HumanosFunctions.Storage;

/// <summary>Tells failures that no repetition mends from those that pass.</summary>
internal static class PermanentStoreFailure
{
    /// <summary>The key under which an exception's data holds the reason.</summary>
    public const string Reason = "HumanosNeverStored";

    private const string Refused = "StoreRefusesRow";
    private const int TooLarge = 413;

    private static readonly TableErrorCode[] OfTheRow =
    [
        TableErrorCode.EntityTooLarge,
        TableErrorCode.PropertyValueTooLarge,
        TableErrorCode.PropertyNameTooLong,
        TableErrorCode.PropertyNameInvalid,
        TableErrorCode.TooManyProperties,
        TableErrorCode.KeyValueTooLarge,
    ];

    /// <summary>A fixed word without content; null where the same call may succeed later.</summary>
    public static string? ReasonOf(Exception failure) => failure switch
    {
        ArgumentException => failure.Data[Reason] as string,
        RequestFailedException { Status: TooLarge } => Refused,
        RequestFailedException refused when OfTheRow.Any(code => refused.ErrorCode == code) => Refused,
        _ => null,
    };
}
