using Azure;
using Azure.Data.Tables.Models;

namespace HumanosFunctions.Storage;

/// <summary>Distinguishes permanent failures of a store from transient ones.</summary>
internal static class PermanentStoreFailure
{
    /// <summary>The key of the reason in <see cref="Exception.Data"/>.</summary>
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

        // A key of a row that cannot be a key.
        TableErrorCode.InvalidInput,
        TableErrorCode.OutOfRangeInput,
    ];

    /// <summary>Returns a fixed word without content, or null if the same call can succeed later.</summary>
    public static string? ReasonOf(Exception failure) => failure switch
    {
        ArgumentException => failure.Data[Reason] as string,
        RequestFailedException { Status: TooLarge } => Refused,
        RequestFailedException refused when OfTheRow.Any(code => refused.ErrorCode == code) => Refused,
        _ => null,
    };
}
