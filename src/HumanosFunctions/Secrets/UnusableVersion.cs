namespace HumanosFunctions.Secrets;

/// <summary>A version of a secret that counts by its dates and cannot be a key; it is passed over, as if it were not there.</summary>
/// <param name="Name">The secret's.</param>
/// <param name="Version">The version's.</param>
/// <param name="Reason">A fixed sentence, which holds nothing of the value.</param>
public sealed record UnusableVersion(string Name, string Version, string Reason);
