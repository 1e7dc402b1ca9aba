namespace HumanosFunctions.Secrets;

/// <summary>Secrets that a feature needs and the ingestor does without.</summary>
public enum OptionalSecret
{
    /// <summary>Key of the hashes of document numbers.</summary>
    DocumentHashKey,

    /// <summary>Key of Humanos' API.</summary>
    ApiKey,

    /// <summary>Secret that signs calls of Humanos' API; not the webhooks' own.</summary>
    ApiSignatureSecret,
}
