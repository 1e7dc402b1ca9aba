using System.Text.Json.Nodes;

namespace HumanosFunctions.Tests.Requests.Families;

/// <summary>v0-subject: one credential, whose internal id is the top-level one; no status, no contact.</summary>
internal sealed class SubjectFamily(string sample) : Family
{
    public override Payload Write(Statement statement)
    {
        Item item = statement.Items[0] with { Resource = null, Status = null, Action = OfFlag(statement.Items[0].Action), At = null };
        Statement says = statement with { Contact = null, Items = [item] };
        JsonObject members = Sample($"v0-subject/{sample}");
        Put(members, "subjectId", says.User);
        Put(members, "decisionDate", says.At.Text);
        Put(members, "credentialId", item.Id);
        Put(members, "internalId", item.Internal);
        Put(members, "credentialType", item.Kind switch { "DOCUMENT" => "signature", "CONSENT" => "consent", "FORM" => "form", _ => null });
        Put(members["metadata"]!.AsObject(), "name", item.Name);
        PutRejected(members, item.Action);
        return Payload(members, says);
    }
}

/// <summary>undated-did: the credential is the W3C credential itself, with neither name nor status nor internal id.</summary>
internal sealed class UndatedFamily : Family
{
    public override Payload Write(Statement statement)
    {
        Item item = new() { Id = statement.Items[0].Id, Kind = "CONSENT", Action = statement.Items[0].Action };
        Statement says = statement with { Items = [item] };
        JsonObject members = Sample("undated-did/credential");
        Did.Write(members, says);
        Put(members["credential"]!.AsObject(), "id", item.Id);
        return Payload(members, says);
    }
}

/// <summary>2026-03-03 to 2026-04-14: the credential is a record with a status.</summary>
internal sealed class DatedFamily(string version) : Family
{
    public override Payload Write(Statement statement)
    {
        Item item = statement.Items[0] with { Resource = null, At = null };
        Statement says = statement with { Items = [item] };
        JsonObject members = Sample($"{version}/credential");
        Did.Write(members, says);
        JsonObject credential = members["credential"]!.AsObject();
        Put(credential, "id", item.Id);
        Put(credential, "internalId", item.Internal);
        Put(credential, "name", item.Name);
        Put(credential, "resourceType", item.Kind);
        Put(credential, "status", item.Status);
        return Payload(members, says);
    }
}

/// <summary>What undated-did and the dated versions before 2026-05-17 share: <c>user.did</c>, <c>action</c> and <c>decisionDate</c>.</summary>
internal static class Did
{
    public static void Write(JsonObject members, Statement says)
    {
        JsonObject user = members["user"]!.AsObject();
        foreach ((JsonObject owner, string name, string? text) in new[]
        {
            (user, "did", says.User), (user, "contact", says.Contact),
            (members, "action", says.Items[0].Action), (members, "decisionDate", says.At.Text),
        })
        {
            owner.Remove(name);
            if (text is not null)
            {
                owner[name] = text;
            }
        }
    }
}
