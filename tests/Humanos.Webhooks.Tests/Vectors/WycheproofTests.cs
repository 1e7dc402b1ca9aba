namespace Humanos.Webhooks.Tests;

public sealed class WycheproofTests
{
    public static TheoryData<int> WithIv => [.. Wycheproof.AesGcm.Values.Where(vector => vector.Iv != "").Select(vector => vector.TcId)];

    public static TheoryData<int> WithoutIv => [.. Wycheproof.AesGcm.Values.Where(vector => vector.Iv == "").Select(vector => vector.TcId)];

    // The envelope has no additional data, so a vector that needs additional data must be rejected.
    [WycheproofTheory]
    [MemberData(nameof(WithIv))]
    public void A_vector_decrypts_where_it_is_valid_without_additional_data(int tcId)
    {
        Wycheproof.Vector vector = Wycheproof.AesGcm[tcId];
        byte[] plaintext = new byte[vector.Ct.Length / 2];

        using var key = EncryptionKey.FromBytes(Key(vector), "vector");
        bool isDecrypted = GaloisCounterMode.TryDecrypt(key, Iv(vector), Bytes(vector.Ct), Bytes(vector.Tag), plaintext);

        Assert.Equal(vector.IsValid && vector.Aad == "", isDecrypted);
        Assert.Equal(isDecrypted ? vector.Msg : new string('0', vector.Ct.Length), Convert.ToHexStringLower(plaintext));
    }

    [WycheproofTheory]
    [MemberData(nameof(WithIv))]
    public void The_way_for_any_IV_decides_the_same(int tcId)
    {
        Wycheproof.Vector vector = Wycheproof.AesGcm[tcId];
        byte[] plaintext = new byte[vector.Ct.Length / 2];
        using var gcm = new AnyIvGcm(Key(vector));

        Assert.Equal(vector.IsValid && vector.Aad == "", gcm.TryDecrypt(Iv(vector), Bytes(vector.Ct), Bytes(vector.Tag), plaintext));
    }

    [WycheproofTheory]
    [MemberData(nameof(WithIv))]
    public void Encrypting_makes_the_vector_only_where_it_is_valid_without_additional_data(int tcId)
    {
        Wycheproof.Vector vector = Wycheproof.AesGcm[tcId];
        byte[] ciphertext = new byte[vector.Msg.Length / 2];
        byte[] tag = new byte[GaloisCounterMode.FullTag];

        using var key = EncryptionKey.FromBytes(Key(vector), "vector");
        GaloisCounterMode.Encrypt(key, Iv(vector), Bytes(vector.Msg), ciphertext, tag);

        Assert.Equal(
            vector.IsValid && vector.Aad == "",
            (vector.Ct, vector.Tag) == (Convert.ToHexStringLower(ciphertext), Convert.ToHexStringLower(tag)));
    }

    [WycheproofTheory]
    [MemberData(nameof(WithoutIv))]
    public void A_vector_without_IV_is_no_envelope(int tcId)
    {
        Wycheproof.Vector vector = Wycheproof.AesGcm[tcId];
        string Text(string hex) => Convert.ToBase64String(Bytes(hex));

        DecryptionResult result = Given.Decrypt($$"""{"iv":"","data":"{{Text(vector.Ct)}}","tag":"{{Text(vector.Tag)}}"}""");

        Assert.Equal(new DecryptionResult.NotAnEnvelope(EnvelopeFault.IvEmpty), result);
    }

    private static byte[] Key(Wycheproof.Vector vector) => Bytes(vector.Key);

    private static byte[] Iv(Wycheproof.Vector vector) => Bytes(vector.Iv);

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex);
}
