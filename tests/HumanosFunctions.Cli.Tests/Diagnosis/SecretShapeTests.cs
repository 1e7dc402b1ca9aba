using HumanosFunctions.Cli.Diagnosis;
using HumanosFunctions.Cli.Diagnosis.Report;
using HumanosFunctions.Cli.Diagnosis.Secrets;

namespace HumanosFunctions.Cli.Tests.Diagnosis;

/// <summary>Secrets that cannot be right are told by their form, and never shown.</summary>
public sealed class SecretShapeTests
{
    private const string Signature = "an-invented-signature-secret", Salt = "an-invented-salt";

    private static readonly string Encryption = Convert.ToBase64String("an invented encryption secret!!!"u8);

    [Fact]
    public void Secrets_that_are_set_and_have_the_usual_form_are_fine() =>
        Assert.All(Look(Signature, Encryption, Salt), finding => Assert.Equal(FindingState.Ok, finding.State));

    public static TheoryData<string?, string?, string?, string> Mistakes => new()
    {
        { null, Encryption, Salt, "The signature secret is not set." },
        { Signature, null, Salt, "The encryption secret is not set." },
        { Signature, Encryption, null, "The encryption salt is not set." },
        { Signature + "\n", Encryption, Salt, "The signature secret begins or ends with white space" },
        { Signature, $"\"{Encryption}\"", Salt, "The encryption secret begins or ends with white space" },
        { Signature, Encryption, " " + Salt, "The encryption salt begins or ends with white space" },
        { Signature, Salt, Encryption, "The salt has the form of an encryption secret" },
        { "short", Encryption, Salt, "The signature secret has only 5 characters." },
        { Encryption, Encryption, Salt, "The signature secret and the encryption secret are the same." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_with_what_to_do(string? signature, string? encryption, string? salt, string what)
    {
        Finding finding = Assert.Single(Look(signature, encryption, salt), finding => finding.What.StartsWith(what, StringComparison.Ordinal));

        Assert.Equal(FindingState.Problem, finding.State);
        Assert.NotEmpty(finding.Means);
        Assert.NotEmpty(finding.Todo);
        Assert.DoesNotContain(Look(signature, encryption, salt), shown => new[] { Signature, Encryption, Salt }.Any(secret => shown.ToString().Contains(secret, StringComparison.Ordinal)));
    }

    private static List<Finding> Look(string? signature, string? encryption, string? salt)
    {
        using var secrets = new KnownSecrets(Named("the signature secret", signature), Named("the encryption secret", encryption), Named("the encryption salt", salt));
        return [.. SecretShape.Of(secrets)];
    }

    private static NamedSecret[] Named(string name, string? text) => text is null ? [] : [new NamedSecret(name, text)];
}
