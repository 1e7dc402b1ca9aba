using System.Text.Json;
using HumanosFunctions.Tests.Storage;

namespace HumanosFunctions.Tests.Requests;

/// <summary>What tests of a request's state share: the same events over either store, in any order.</summary>
public abstract class StateTest(Azurite azurite)
{
    private protected const string Request = "request-1";

    private protected static readonly (string, string) HashKey = ("Humanos:DocumentHashKey", "a key for tests");

    private protected async Task<JsonElement> StateAsync(string kind, IEnumerable<byte[]> events, string request = Request, bool hashed = true)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        await using var processed = new ProcessedRequest(tested.Open(), hashed ? [HashKey] : []);
        foreach (byte[] json in events)
        {
            await processed.ProcessAsync(json);
        }

        return await processed.DocumentAsync(request);
    }

    private protected async Task<JsonElement> CredentialAsync(string kind, bool hashed, params Told[] events) =>
        Assert.Single((await StateAsync(kind, events.Select(told => told.Json()), hashed: hashed)).GetProperty("credentials").EnumerateArray());

    /// <summary>Each order once: the answer must not depend on it.</summary>
    private protected static IEnumerable<Told[]> Orders(params Told[] events) => events.Length <= 1
        ? [events]
        : events.SelectMany((first, at) => Orders([.. events[..at], .. events[(at + 1)..]]).Select(rest => (Told[])[first, .. rest]));

    private protected static string Text(JsonElement members, string name) => members.TryGetProperty(name, out JsonElement value) ? value.ToString() : "-";

    /// <summary>User and action of each decision.</summary>
    private protected static IEnumerable<string> Decisions(JsonElement credential) => credential.GetProperty("decisions").EnumerateArray()
        .Select(decision => $"{Text(decision, "user")} {Text(decision, "action")}")
        .Order(StringComparer.Ordinal);
}
