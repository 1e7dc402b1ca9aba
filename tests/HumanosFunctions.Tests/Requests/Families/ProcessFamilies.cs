using System.Text.Json.Nodes;

namespace HumanosFunctions.Tests.Requests.Families;

/// <summary>v0-process: several items in one event, told apart by <c>itemId</c>, each with its own time.</summary>
internal abstract class ProcessFamily(string sample, string kind, string resource, string? name, string user = "userId", bool hasInternalId = true) : Family
{
    public override Payload Write(Statement statement)
    {
        Statement says = statement with { Contact = null, Items = [.. statement.Items.Select(Sayable)] };
        JsonObject members = Sample($"v0-process/{sample}");
        Put(members, user, says.User);
        Put(members, "completedAt", says.At.Text);
        JsonArray items = members["metadata"]!["items"]!.AsArray();
        JsonObject template = items[0]!.AsObject();
        members["metadata"]!["items"] = new JsonArray([.. says.Items.Select(item => Item(template.DeepClone().AsObject(), item))]);
        return Payload(members, says);
    }

    private Item Sayable(Item item) => item with
    {
        Kind = kind,
        Status = null,
        Name = name is null ? null : item.Name,
        Internal = hasInternalId ? item.Internal : null,
        Action = OfFlag(item.Action),
    };

    private JsonObject Item(JsonObject members, Item item)
    {
        Put(members, "itemId", item.Id);
        Put(members, resource, item.Resource);
        Put(members, "decisionDate", item.At?.Text);
        PutRejected(members, item.Action);
        if (name is not null)
        {
            Put(members, name, item.Name);
        }

        if (hasInternalId)
        {
            Put(members, "internalId", item.Internal);
        }

        return members;
    }
}

internal sealed class ConsentFamily() : ProcessFamily("process.consent.completed", "CONSENT", "consentId", "consentName");

internal sealed class SignatureFamily() : ProcessFamily("process.signature.user.completed", "DOCUMENT", "documentId", "documentName");

/// <summary>The professional signs, and items have no internal id.</summary>
internal sealed class ProfessionalFamily() : ProcessFamily(
    "process.signature.professional.completed", "DOCUMENT", "documentId", "documentName", user: "professionalId", hasInternalId: false);

/// <summary>Forms: the name of the event says what was done, and items have neither a name nor a time.</summary>
internal sealed class FormFamily : Family
{
    public override Payload Write(Statement statement)
    {
        bool isRejected = statement.Items.Any(item => item.Action == "reject");
        Statement says = statement with
        {
            Contact = null,
            Items = [.. statement.Items.Select(item => new Item { Id = item.Id, Resource = item.Resource, Kind = "FORM", Action = isRejected ? "reject" : "accept" })],
        };
        JsonObject members = Sample(isRejected ? "v0-process/process.form.rejected" : "v0-process/process.form.filled");
        Put(members, "userId", says.User);
        Put(members, isRejected ? "rejectedAt" : "completedAt", says.At.Text);
        JsonObject template = members["metadata"]!["items"]![0]!.AsObject();
        members["metadata"]!["items"] = new JsonArray([.. says.Items.Select(item => Item(template.DeepClone().AsObject(), item))]);
        return Payload(members, says);
    }

    private static JsonObject Item(JsonObject members, Item item)
    {
        Put(members, "itemId", item.Id);
        Put(members, "formId", item.Resource);
        return members;
    }
}
