using System.Text;
using System.Text.Json.Nodes;

namespace HumanosFunctions.Tests.Requests.Families;

/// <summary>A family of payloads: writes a statement into its sample.</summary>
internal abstract class Family
{
    public const string Mixed = "mixed";

    private static readonly Dictionary<string, Family[]> All = new()
    {
        ["v0-process"] = [new ConsentFamily(), new SignatureFamily(), new ProfessionalFamily(), new FormFamily()],
        ["v0-subject"] = [new SubjectFamily("credential"), new SubjectFamily("credential.signature")],
        ["undated-did"] = [new UndatedFamily()],
        ["2026-03-03"] = [new DatedFamily("2026-03-03")],
        ["2026-03-07"] = [new DatedFamily("2026-03-07")],
        ["2026-03-26"] = [new DatedFamily("2026-03-26")],
        ["2026-04-14"] = [new DatedFamily("2026-04-14")],
    };

    public static IEnumerable<string> Names => [.. All.Keys, Mixed];

    /// <summary>An organization can change to another version while a request is open.</summary>
    public static Family[] Of(string name) => name == Mixed ? [.. All.Values.SelectMany(family => family)] : All[name];

    public abstract Payload Write(Statement statement);

    protected static JsonObject Sample(string name) => JsonNode.Parse(Samples.Read(name))!.AsObject();

    protected static Payload Payload(JsonObject members, Statement says)
    {
        members[members.ContainsKey("processId") ? "processId" : "requestId"] = ModelRequest.Id;
        members["salt"] = says.Salt;
        return new Payload(Encoding.UTF8.GetBytes(members.ToJsonString()), says);
    }

    /// <summary>Sets a member, or removes it.</summary>
    protected static void Put(JsonObject members, string name, string? text)
    {
        members.Remove(name);
        if (text is not null)
        {
            members[name] = text;
        }
    }

    protected static void PutRejected(JsonObject members, string? action)
    {
        members.Remove("rejected");
        if (action is not null)
        {
            members["rejected"] = action == "reject";
        }
    }

    // A flag holds no third action.
    protected static string? OfFlag(string? action) => action is "accept" or "reject" ? action : null;
}

/// <summary>The request that every event of a history is about.</summary>
internal static class ModelRequest
{
    public const string Id = "request-1";
}
