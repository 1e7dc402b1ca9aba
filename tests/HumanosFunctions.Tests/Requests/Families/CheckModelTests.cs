using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumanosFunctions.Tests.Storage;

namespace HumanosFunctions.Tests.Requests.Families;

/// <summary>
/// Identity checks and failed one-time passwords of one request in the payloads before 2026-05-17, told in random orders with repetitions: each
/// event is one fact, whatever it lacks and whatever its time is, and the facts are listed oldest first.
/// </summary>
[Collection(StoreCollection.Name)]
public sealed class CheckModelTests(Azurite azurite) : StateTest(azurite)
{
    private static readonly string[] Identities =
    [
        "v0-process/process.kyc.completed", "v0-subject/identity", "v0-subject/identity.rejected", "undated-did/identity",
        "2026-03-07/identity", "2026-03-26/identity", "2026-04-14/identity",
    ];

    private static readonly string[] Failures =
        ["v0-subject/otp.failed", "undated-did/otp.failed", "2026-03-07/otp.failed", "2026-03-26/otp.failed", "2026-04-14/otp.failed"];

    [Theory, OnSqlite, OnTables]
    public async Task Each_event_is_one_fact_in_any_order_and_with_any_repetition(string kind)
    {
        for (int seed = 0; seed < (kind == TestedStore.Sqlite ? 60 : 6); seed++)
        {
            var random = new Random(seed);
            Check[] history = [.. Enumerable.Range(0, random.Next(2, 10)).Select(number => Written(random, number))];
            for (int order = 0; order < 2; order++)
            {
                Check[] told = [.. history, .. random.GetItems(history, random.Next(history.Length))];
                random.Shuffle(told);
                JsonElement document = await StateAsync(kind, told.Select(one => one.Json));
                Assert.Equal((seed, Expected(history, isIdentity: true)), (seed, Described(document, "identities", "succeeded", "isFraud", "documentType", "documentCountry")));
                Assert.Equal((seed, Expected(history, isIdentity: false)), (seed, Described(document, "otpFailures", "errorCode")));
                Assert.Equal(history.Length, document.GetProperty("events").GetArrayLength());
            }
        }
    }

    private static Check Written(Random random, int number)
    {
        bool isIdentity = random.Next(2) == 0;
        string[] samples = isIdentity ? Identities : Failures;
        string sample = samples[random.Next(samples.Length)];
        JsonObject members = JsonNode.Parse(Samples.Read(sample))!.AsObject();
        members["salt"] = number;
        members[members.ContainsKey("processId") ? "processId" : "requestId"] = ModelRequest.Id;

        // The time as its member says it, and only there.
        members.Remove("timestamp");
        Moment at = random.Next(6) switch { 0 => new Moment(null), 1 => new Moment(null, "01.06.2025 12:00"), _ => new Moment(random.Next(3)) };
        Put(members, sample.StartsWith("v0-process", StringComparison.Ordinal) ? "completedAt" : "decisionDate", at.Text);

        string? user = random.Next(4) == 0 ? null : $"user-{random.Next(3)}";
        PutUser(members, sample, user);
        string says = isIdentity ? PutOutcome(random, members, sample) : PutError(random, members);
        return Of(members, at, isIdentity, $"{user ?? "-"} {says}");
    }

    private static void PutUser(JsonObject members, string sample, string? user)
    {
        switch (sample.Split('/')[0])
        {
            case "v0-process": Put(members, "userId", user); break;
            case "v0-subject": Put(members, "subjectId", user); break;
            default: Put(members["user"]!.AsObject(), "did", user); break;
        }
    }

    private static string PutOutcome(Random random, JsonObject members, string sample)
    {
        bool? succeeded = random.Next(3) switch { 0 => null, 1 => true, _ => false };
        bool? isFraud = null;
        JsonObject? document;
        switch (sample.Split('/')[0])
        {
            case "v0-process":
                // Only COMPLETED is documented. Any other outcome says nothing of success.
                Put(members["metadata"]!.AsObject(), "verificationStatus", succeeded switch { true => "COMPLETED", false => "EXPIRED", null => null });
                succeeded = succeeded == true ? true : null;
                document = members["metadata"]!["identityData"]!.AsObject();
                document.Remove("documentType");
                break;
            case "v0-subject":
                Put(members, "rejected", !succeeded);
                document = members["metadata"]?.AsObject();
                break;
            default:
                isFraud = random.Next(3) switch { 0 => null, 1 => true, _ => false };
                Put(members["decision"]!.AsObject(), "success", succeeded);
                Put(members["decision"]!.AsObject(), "isFraud", isFraud);
                document = members["identity"]!.AsObject();
                break;
        }

        string? type = (string?)document?["documentType"], country = (string?)document?["countryAlpha3"];
        if (document is not null && random.Next(3) == 0)
        {
            Put(document, "countryAlpha3", country = null);
        }

        return $"{Said(succeeded)} {Said(isFraud)} {type ?? "-"} {country ?? "-"}";
    }

    private static string PutError(Random random, JsonObject members)
    {
        string? code = random.Next(3) switch { 0 => null, 1 => "BLOCKED_DESTINATION", _ => "NEW_CODE" };
        bool isSubject = members["metadata"] is not null;
        Put((isSubject ? members["metadata"]! : members["otp"]!["error"]!).AsObject(), isSubject ? "errorCode" : "code", code);
        return code ?? "-";
    }

    private static Check Of(JsonObject members, Moment at, bool isIdentity, string says)
    {
        byte[] json = Encoding.UTF8.GetBytes(members.ToJsonString());
        byte[] identified = at.Value is null ? [.. json, .. Encoding.UTF8.GetBytes(Sender.Milliseconds(ProcessedRequest.SignedAt))] : json;
        return new Check(json, isIdentity, says, at.Value ?? ProcessedRequest.SignedAt, Convert.ToHexStringLower(SHA256.HashData(identified)));
    }

    private static string Expected(Check[] history, bool isIdentity) => string.Join('\n', history
        .Where(check => check.IsIdentity == isIdentity)
        .OrderBy(check => check.At).ThenBy(check => check.EventId, StringComparer.Ordinal)
        .Select(check => $"{check.EventId} {check.Says}"));

    private static string Described(JsonElement document, string list, params string[] names) => string.Join('\n', document.GetProperty(list).EnumerateArray()
        .Select(row => $"{Text(row, "eventId")} {string.Join(' ', names.Prepend("user").Select(name => Text(row, name)))}"));

    private static string Said(bool? flag) => flag?.ToString() ?? "-";

    private static void Put(JsonObject members, string name, JsonNode? value)
    {
        members.Remove(name);
        if (value is not null)
        {
            members[name] = value;
        }
    }

    private sealed record Check(byte[] Json, bool IsIdentity, string Says, DateTimeOffset At, string EventId);
}
