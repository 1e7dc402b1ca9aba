using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
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

/// <summary>A credential event of 2026-05-17 as a test tells it: only what is given is in the payload.</summary>
internal sealed record Told
{
    public string? Request { get; init; } = "request-1";

    public string? User { get; init; }

    public string? Contact { get; init; }

    public string? Credential { get; init; } = "urn:credential:1";

    public string? Name { get; init; }

    public string? Status { get; init; }

    public string? Action { get; init; }

    /// <summary>Minutes after an hour that all events share.</summary>
    public int Minute { get; init; }

    public IReadOnlyList<Listed> Decisions { get; init; } = [];

    /// <summary>Keeps two events that tell the same from being one.</summary>
    public string Salt { get; init; } = "";

    public static string Time(int minute) => $"2026-06-01T12:{minute:00}:00Z";

    public byte[] Json() => Encoding.UTF8.GetBytes(Without(new JsonObject
    {
        ["eventType"] = "credential",
        ["requestId"] = Request,
        ["api_version"] = "2026-05-17",
        ["salt"] = Salt,
        ["user"] = Without(new JsonObject { ["id"] = User, ["contact"] = Contact }),
        ["credential"] = Without(new JsonObject
        {
            ["id"] = Credential,
            ["name"] = Name,
            ["status"] = Status,
            ["decisions"] = new JsonArray([.. Decisions.Select(listed => Without(new JsonObject
            {
                ["id"] = listed.Id,
                ["contact"] = listed.Contact,
                ["accepted"] = listed.Accepted,
                ["decidedAt"] = listed.Minute is { } minute ? Time(minute) : null,
            }))]),
        }),
        ["decision"] = Without(new JsonObject { ["action"] = Action, ["date"] = Time(Minute) }),
    }).ToJsonString());

    private static JsonObject Without(JsonObject members)
    {
        foreach (string absent in members.Where(member => member.Value is null).Select(member => member.Key).ToArray())
        {
            members.Remove(absent);
        }

        return members;
    }
}

/// <summary>One item of a credential's list of decisions.</summary>
internal sealed record Listed(string? Id, string? Contact, bool? Accepted, int? Minute);
