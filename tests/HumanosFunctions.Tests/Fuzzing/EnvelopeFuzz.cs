using System.Text;
using Humanos.Webhooks;

namespace HumanosFunctions.Tests.Fuzzing;

/// <summary>Envelopes of one key: written in every way that is taken, or broken in one of many.</summary>
internal sealed class EnvelopeFuzz(Random random, EncryptionKey key)
{
    private const int MaxIvLength = 64;

    private readonly MemberText _text = new(random);
    private readonly WildJson _wild = new(random, ["iv", "data", "tag", "alg", "IV"]);
    private readonly ByteEdits _edits = new(random);

    /// <summary>An envelope that must be opened, however it is written.</summary>
    public byte[] Unusual(byte[] plaintext)
    {
        byte[] iv = new byte[random.Next(1, MaxIvLength + 1)];
        random.NextBytes(iv);
        List<string> members = [.. Encrypt(plaintext, iv).Select(member => _text.Member(member.Name, member.Bytes))];
        Shuffle(members);
        members.Insert(0, $"\"{(random.Next(4) == 0 ? "tag" : "v")}\":{_wild.Value()}");
        return Join(members);
    }

    /// <summary>An envelope with something wrong in it, which may by chance still be right.</summary>
    public byte[] Broken(byte[] plaintext)
    {
        byte[] iv = new byte[random.Next(1, MaxIvLength + 1)];
        random.NextBytes(iv);
        (string Name, byte[] Bytes)[] parts = Encrypt(plaintext, iv);
        int broken = random.Next(parts.Length);
        parts[broken].Bytes = random.Next(3) switch
        {
            0 => Resized(parts[broken].Bytes),
            1 => _edits.Of(parts[broken].Bytes),
            _ => parts[broken].Bytes,
        };
        List<string> members = [.. parts.Select(member => _text.Member(member.Name, member.Bytes))];
        BreakText(members, parts[broken].Name);
        return random.Next(4) == 0 ? _edits.Of(Join(members)) : Join(members);
    }

    private void BreakText(List<string> members, string name)
    {
        int at = members.FindIndex(member => member.Contains($"\"{name}\"", StringComparison.Ordinal));
        switch (random.Next(6))
        {
            case 0 when at >= 0:
                members.RemoveAt(at);
                break;
            case 1:
                members.Add($"\"{name}\":{_wild.Value()}");
                break;
            case 2:
                members.Add($"\"{name}\":\"{new string('A', random.Next(10_000))}\"");
                break;
            case 3:
                members.Add($"\"{name}\":\"{_text.NotBase64()}\"");
                break;
        }
    }

    // 0 to 64 bytes of IV, 0 to 20 of tag, any of data.
    private byte[] Resized(byte[] bytes)
    {
        byte[] resized = new byte[random.Next(Math.Max(bytes.Length, 20) + 1)];
        bytes.AsSpan(0, Math.Min(bytes.Length, resized.Length)).CopyTo(resized);
        return resized;
    }

    private (string Name, byte[] Bytes)[] Encrypt(byte[] plaintext, byte[] iv)
    {
        // {"iv":"…","data":"…","tag":"…"}
        string[] texts = Encoding.ASCII.GetString(EnvelopeEncryptor.Encrypt(plaintext, key, iv)).Split('"');
        return [("iv", iv), ("data", Convert.FromBase64String(texts[7])), ("tag", Convert.FromBase64String(texts[11]))];
    }

    private void Shuffle(List<string> members)
    {
        string[] shuffled = [.. members];
        random.Shuffle(shuffled);
        members.Clear();
        members.AddRange(shuffled);
    }

    private static byte[] Join(IEnumerable<string> members) => Encoding.UTF8.GetBytes($"{{{string.Join(',', members)}}}");
}
