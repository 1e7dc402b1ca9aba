namespace HumanosFunctions.Cli.Diagnosis;

/// <summary>A secret's text with the name that it is shown by.</summary>
/// <param name="Name">For people: "the signature secret", "the previous encryption secret".</param>
public sealed record NamedSecret(string Name, string Text)
{
    // A record would print its text.
    public override string ToString() => Name;
}

/// <summary>The secrets that deliveries are held to, the newest version of each first.</summary>
public sealed record KnownSecrets(
    IReadOnlyList<NamedSecret> Signature, IReadOnlyList<NamedSecret> Encryption, IReadOnlyList<NamedSecret> Salt)
{
    public IEnumerable<NamedSecret> All => Signature.Concat(Encryption).Concat(Salt);
}
