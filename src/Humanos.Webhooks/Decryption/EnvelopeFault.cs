namespace Humanos.Webhooks;

/// <summary>Why a body is not an envelope <c>{"iv", "data", "tag"}</c>.</summary>
public enum EnvelopeFault
{
    /// <summary>The body is not well-formed JSON; an empty body is not either.</summary>
    NotJson,

    /// <summary>The body is JSON, but no object.</summary>
    NotAnObject,

    /// <summary><c>iv</c>, <c>data</c> or <c>tag</c> is missing.</summary>
    MemberMissing,

    /// <summary><c>iv</c>, <c>data</c> or <c>tag</c> is not a string.</summary>
    MemberNotString,

    /// <summary><c>iv</c>, <c>data</c> or <c>tag</c> is not base64.</summary>
    InvalidBase64,

    /// <summary>The IV has no bytes.</summary>
    IvEmpty,

    /// <summary>The tag is shorter than 12 or longer than 16 bytes.</summary>
    TagLength,
}
