namespace Humanos.Webhooks;

/// <summary>Reads proofs: <c>proof</c> or <c>proofs</c>; one object, an array, or an array of arrays.</summary>
internal static class ProofReader
{
    internal static IEnumerable<Proof> Read(JsonMembers owner) => owner.Objects("proofs").Concat(owner.Objects("proof")).Select(ReadOne);

    private static Proof ReadOne(JsonMembers proof) => new()
    {
        Type = proof.Text("type"),
        Cryptosuite = proof.Text("cryptosuite"),
        Purpose = proof.Text("proofPurpose"),
        VerificationMethod = proof.Text("verificationMethod"),
        Value = proof.Text("proofValue"),
        ActionType = CredentialAction.From(proof.Text("actionType")),
        ActionProof = proof.Text("actionProof"),
        Created = proof.Time("created", TimeSource.Created) ?? proof.Time("createdAt", TimeSource.Created),
    };
}
