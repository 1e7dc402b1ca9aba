using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EndToEnd.Deliveries;

namespace EndToEnd.Exports;

/// <summary>An export has what somebody needs to prove a decision, and names what it does not have.</summary>
public sealed class ExportTests
{
    [Fact]
    public async Task Every_family_of_events_is_exported_byte_for_byte_with_state_wording_and_hashes()
    {
        await using ExportedIngestor ingestor = await ExportedIngestor.StartAsync();
        var sent = new Dictionary<string, UniqueSample>();
        foreach (string sample in Samples.Names)
        {
            UniqueSample unique = UniqueSample.Of(sample);
            bool hasState = !sample.EndsWith("/test", StringComparison.Ordinal);
            sent[await ingestor.DeliverAsync(unique.Json, hasState ? unique.RequestId : null)] = unique;
        }

        string target = ingestor.Target();
        IReadOnlyCollection<string> lines = await ingestor.ExportAsync(0, "--from", "1h", "--output", target);

        Assert.Contains(lines, line => line.StartsWith($"{sent.Count} requests, {sent.Count} events, 0 problems", StringComparison.Ordinal));
        foreach ((string id, UniqueSample unique) in sent)
        {
            string folder = FolderOf(target, unique.RequestId);
            Assert.Equal(unique.Json, await File.ReadAllBytesAsync(Path.Combine(folder, "events", $"{id}.json")));
            JsonElement listed = Assert.Single((await ReadAsync(folder, "events.json")).GetProperty("events").EnumerateArray());
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(unique.Json)), listed.GetProperty("sha256").GetString());
            if (await ingestor.Ingestor.Http.StoredAsync(ingestor.Ingestor.Api, unique.RequestId) is { } stored)
            {
                Assert.True(JsonElement.DeepEquals(stored, await ReadAsync(folder, "state.json")));
            }
        }

        string decisions = string.Concat(Directory.EnumerateFiles(target, "decisions.json", SearchOption.AllDirectories).Select(File.ReadAllText));
        string page = await File.ReadAllTextAsync(Path.Combine(target, "evidence.html"));
        Assert.All(Wording(), text =>
        {
            Assert.Contains(JsonSerializer.Serialize(text, Relaxed), decisions, StringComparison.Ordinal);
            Assert.Contains(System.Text.Encodings.Web.HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All).Encode(text), page, StringComparison.Ordinal);
        });
        await AssertSumsAsync(target);
    }

    [Theory]
    [InlineData("2026-05-17/credential")]
    [InlineData("2026-05-17/otp.failed")]
    public async Task The_signed_time_of_the_delivery_is_exported_whether_or_not_the_event_has_a_time_of_its_own(string name)
    {
        var signedAt = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - 60_007);
        await using ExportedIngestor ingestor = await ExportedIngestor.StartAsync();
        UniqueSample sample = UniqueSample.Of(name);
        await ingestor.DeliverAsync(sample.Json, sample.RequestId, signedAt);
        await ingestor.ExportAsync(0, "--request", sample.RequestId, "--output", ingestor.Target());

        JsonElement listed = Assert.Single((await ReadAsync(FolderOf(ingestor.Target(), sample.RequestId), "events.json")).GetProperty("events").EnumerateArray());
        string signed = signedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(signed, listed.GetProperty("signedAt").GetString());
        Assert.Contains(signed, await File.ReadAllTextAsync(Path.Combine(ingestor.Target(), "evidence.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_consent_record_holds_what_the_event_says_and_names_what_is_absent()
    {
        await using ExportedIngestor ingestor = await ExportedIngestor.StartAsync();
        UniqueSample sample = UniqueSample.Of("2026-05-17/credential");
        await ingestor.DeliverAsync(sample.Json, sample.RequestId);
        await ingestor.ExportAsync(0, "--request", sample.RequestId, "--output", ingestor.Target());

        JsonElement record = Assert.Single((await ReadAsync(FolderOf(ingestor.Target(), sample.RequestId), "consent-record.json")).GetProperty("records").EnumerateArray());
        JsonElement sent = JsonElement.Parse(sample.Json);
        Assert.Equal(sent.GetProperty("user").GetProperty("id").GetString(), record.GetProperty("record_header").GetProperty("pii_principal_id").GetString());
        JsonElement[] parties = [.. record.GetProperty("party_identification").EnumerateArray()];
        Assert.Equal(["PII principal", "PII controller"], parties.Select(party => party.GetProperty("party_role").GetString()));
        Assert.Equal(
            [sent.GetProperty("user").GetProperty("id").GetString(), sent.GetProperty("issuerDid").GetString()], parties.Select(party => party.GetProperty("party_id").GetString()));
        Assert.Equal(sent.GetProperty("user").GetProperty("contact").GetString(), parties[0].GetProperty("party_contact").GetString());
        JsonElement happened = Assert.Single(record.GetProperty("events").EnumerateArray());
        Assert.Equal(("accept", sent.GetProperty("decision").GetProperty("date").GetString()), (happened.GetProperty("event_state").GetString(), happened.GetProperty("event_time").GetString()));

        string[] absent = [.. record.GetProperty("absent").EnumerateArray().Select(field => field.GetString()!)];
        // https://w3c.github.io/dpv/guides/consent-27560: every field of a record, mandatory or not, has its name.
        Assert.Equal(["schema_version", "record_id", "pii_principal_id"], NamesOf(record.GetProperty("record_header")));
        Assert.Equal(
            [
                "privacy_notice", "language", "purpose", "purpose_type", "lawful_basis", "pii_information", "pii_controllers", "collection_method", "processing_method", "storage_locations",
                "retention_period", "processing_locations", "geographic_restrictions", "services", "jurisdiction", "recipient_third_parties", "withdrawal_method", "privacy_rights",
                "codes_of_conduct", "impact_assessment", "authority_party",
            ],
            NamesOf(record.GetProperty("pii_processing")));
        Assert.All(parties, party => Assert.Equal(
            ["party_id", "party_address", "party_email", "party_url", "party_phone", "party_name", "party_role", "party_contact", "party_type"], NamesOf(party)));
        Assert.Equal(["event_time", "validity_duration", "entity_id", "event_type", "event_state"], NamesOf(happened));
        Assert.Contains("pii_processing.lawful_basis", absent);
        Assert.Contains("party_identification[1].party_address", absent);
        Assert.Contains("pii_processing.retention_period", absent);
        Assert.DoesNotContain("record_header.pii_principal_id", absent);
        Assert.Equal(Nulls(record).Order(), absent.Order());
    }

    [Fact]
    public async Task The_credential_is_a_file_of_its_own_with_its_proofs_as_sent()
    {
        await using ExportedIngestor ingestor = await ExportedIngestor.StartAsync();
        UniqueSample sample = UniqueSample.Of("2026-05-17/credential");
        await ingestor.DeliverAsync(sample.Json, sample.RequestId);
        await ingestor.ExportAsync(0, "--request", sample.RequestId, "--output", ingestor.Target());

        string written = await File.ReadAllTextAsync(Assert.Single(Directory.EnumerateFiles(Path.Combine(FolderOf(ingestor.Target(), sample.RequestId), "credentials"))));
        string w3c = JsonElement.Parse(sample.Json).GetProperty("credential").GetProperty("w3cCredential").GetRawText();
        Assert.Equal(w3c, written);
        Assert.Contains("proofs", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_type_is_exported_and_told_as_not_understood()
    {
        await using ExportedIngestor ingestor = await ExportedIngestor.StartAsync();
        string id = await ingestor.DeliverAsync("""{"eventType":"credential.revoked","requestId":"revoked/1","api_version":"2026-07-06"}"""u8.ToArray(), "revoked/1");
        await ingestor.ExportAsync(0, "--request", "revoked/1", "--output", ingestor.Target());

        string folder = FolderOf(ingestor.Target(), "revoked1");
        JsonElement listed = Assert.Single((await ReadAsync(folder, "events.json")).GetProperty("events").EnumerateArray());
        Assert.False(listed.GetProperty("understood").GetBoolean());
        Assert.NotEqual(JsonValueKind.Null, listed.GetProperty("signedAt").ValueKind);
        Assert.Equal(id, (await ReadAsync(folder, "state.json")).GetProperty("notUnderstood")[0].GetProperty("eventId").GetString());
        Assert.Contains("has no effect on the state", await File.ReadAllTextAsync(Path.Combine(ingestor.Target(), "evidence.html")), StringComparison.Ordinal);

        IReadOnlyCollection<string> drift = await ingestor.RunAsync(0, "events", "drift", "--json", "--data", ingestor.Ingestor.Data.FullName);
        Assert.Contains(drift, line => line.Contains("\"kind\":\"type\",\"subject\":\"other\",\"name\":\"credential.revoked\",\"events\":1", StringComparison.Ordinal));
        Assert.Contains(drift, line => line.Contains("\"kind\":\"version\",\"subject\":\"other\",\"name\":\"2026-07-06\",\"events\":1", StringComparison.Ordinal));
    }

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) };

    internal static byte[] Credential(string requestId, string date, string name = "Terms") => Encoding.UTF8.GetBytes(
        $$"""{"eventType":"credential","requestId":"{{requestId}}","issuerDid":"did:web:issuer","api_version":"2026-05-17","user":{"id":"did:key:u"},"credential":{"id":"urn:c","name":{{JsonSerializer.Serialize(name)}},"status":"ACTIVE"},"decision":{"action":"accept","date":"{{date}}"} }""");

    internal static string FolderOf(string target, string beginning) => Assert.Single(Directory.EnumerateDirectories(Path.Combine(target, "requests"), $"{beginning}-*"));

    // The documented wording of the oldest versions: consents, questions, answers, documents and reasons.
    private static IEnumerable<string> Wording() => Samples.Names.Where(name => name.StartsWith("v0-process", StringComparison.Ordinal) && !name.Contains("kyc", StringComparison.Ordinal))
        .SelectMany(name => JsonElement.Parse(Samples.Read(name)).GetProperty("metadata").GetProperty("items").EnumerateArray())
        .SelectMany(item => new[] { "text", "link", "documentName", "consentName", "hash", "signature", "reason" }
            .Where(member => item.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String).Select(member => item.GetProperty(member).GetString()!)
            .Concat(item.TryGetProperty("submittedFields", out JsonElement fields)
                ? fields.EnumerateArray().SelectMany(field => new[] { field.GetProperty("question").GetString()!, field.GetProperty("answer").GetProperty("text").GetString()! })
                : []));

    private static async Task<JsonElement> ReadAsync(string folder, string file) => JsonElement.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, file)));

    private static IEnumerable<string> Nulls(JsonElement record) => record.EnumerateObject()
        .Where(section => section.Name != "absent")
        .SelectMany(section => section.Value.ValueKind == JsonValueKind.Object
            ? Nulls(section.Name, section.Value)
            : section.Value.EnumerateArray().SelectMany((item, index) => Nulls($"{section.Name}[{index}]", item)));

    private static IEnumerable<string> NamesOf(JsonElement section) => section.EnumerateObject().Select(member => member.Name).Where(name => name != "extension");

    private static IEnumerable<string> Nulls(string section, JsonElement members) =>
        members.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Null).Select(member => $"{section}.{member.Name}");

    // The program that everybody has. Windows has none.
    private static async Task AssertSumsAsync(string target)
    {
        if (OperatingSystem.IsLinux())
        {
            using Process check = Process.Start(new ProcessStartInfo("sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"]) { WorkingDirectory = target })!;
            await check.WaitForExitAsync();
            Assert.Equal(0, check.ExitCode);
        }

        int files = Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories).Count();
        Assert.Equal(files - 1, (await File.ReadAllLinesAsync(Path.Combine(target, "SHA256SUMS"))).Length);
        Assert.Equal(files - 2, JsonElement.Parse(await File.ReadAllBytesAsync(Path.Combine(target, "manifest.json"))).GetProperty("files").GetArrayLength());
    }
}
