using Microsoft.Extensions.Options;

namespace HumanosFunctions.Archive;

/// <summary>How long published events are kept. docs/settings.md describes every key.</summary>
public sealed class ArchiveOptions
{
    /// <summary>The number of days that an event is kept. 0 turns the archive off.</summary>
    public int ArchiveDays { get; set; }

    public bool IsOn => ArchiveDays > 0;
}

/// <summary>Validates the settings of the archive.</summary>
internal sealed class ArchiveOptionsValidator : IValidateOptions<ArchiveOptions>
{
    // A hundred years, which every calendar computation can subtract.
    private const int MaxDays = 36500;

    public ValidateOptionsResult Validate(string? name, ArchiveOptions options) => options.ArchiveDays is >= 0 and <= MaxDays
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"Humanos:ArchiveDays must be from 0 to {MaxDays}. 0 turns the archive off.");
}
