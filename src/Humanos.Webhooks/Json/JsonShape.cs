namespace Humanos.Webhooks;

/// <summary>What a text turned out to be.</summary>
internal enum JsonShape
{
    /// <summary>Not one well-formed JSON value with only whitespace around it.</summary>
    Malformed,

    /// <summary>A well-formed value, but no object.</summary>
    NotAnObject,

    /// <summary>A well-formed object.</summary>
    Object,
}
