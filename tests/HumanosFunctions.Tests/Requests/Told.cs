using System.Text;
using System.Text.Json.Nodes;

namespace HumanosFunctions.Tests.Requests;

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
