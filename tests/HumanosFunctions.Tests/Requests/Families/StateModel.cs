using System.Security.Cryptography;
using System.Text;

namespace HumanosFunctions.Tests.Requests.Families;

/// <summary>
/// What the answer must hold, found from the statements alone: decision 16 and docs/handlers.md say which statement counts, and docs/messages.md
/// what an event's id and time are.
/// </summary>
internal sealed class StateModel(IReadOnlyList<Payload> history, bool hashed)
{
    // Later is stronger: the later stage and then the safer one. What nobody knows is neither in force nor final.
    private static readonly string[][] Stages =
        [["DRAFT"], ["PENDING"], ["ACTIVE"], ["APPROVED", "COMPLETED", "ISSUED"], ["?"], ["REJECTED"], ["CANCELED"], ["EXPIRED"], ["REVOKED"]];

    private readonly Said[] _said = [.. history.SelectMany(Read)];

    public string Describe() => string.Join('\n', _said
        .GroupBy(CredentialOf, StringComparer.Ordinal)
        .Select(credential => Describe([.. credential]))
        .Order(StringComparer.Ordinal));

    private string Describe(Said[] said)
    {
        Said[] ordered = [.. said.OrderBy(one => one.OccurredAt).ThenBy(one => StageOf(one.Item.Status)).ThenBy(one => one.EventId, StringComparer.Ordinal).ThenBy(one => one.Index)];
        string? status = Last(ordered, one => one.Item.Status);
        return string.Join('|',
            Last(ordered, one => one.Item.Id) ?? "-", Last(ordered, one => one.Item.Internal) ?? "-", Last(ordered, one => one.Item.Name) ?? "-",
            Last(ordered, one => one.Item.Kind) ?? "-", status ?? "-", status == "ACTIVE", string.Join(", ", Decisions(said)));
    }

    private IEnumerable<string> Decisions(Said[] said) => said
        .Where(one => one.Item.Action is not null)
        .GroupBy(GrantorOf)
        .Select(grantor =>
        {
            Said[] ordered = [.. grantor.OrderBy(one => one.DecidedAt).ThenBy(one => Weight(one.Item.Action!)).ThenBy(one => one.OccurredAt).ThenBy(one => one.EventId, StringComparer.Ordinal).ThenBy(one => one.Index)];
            string action = ordered[^1].Item.Action!;
            return $"{grantor.Key.User ?? "-"} {action} {Last(ordered.Where(one => one.Item.Action == action), one => one.Moment.Shown) ?? "-"}";
        })
        .Order(StringComparer.Ordinal);

    // Its id; or the one credential with the same resource or internal id.
    private string CredentialOf(Said said)
    {
        Item item = said.Item;
        string[] ids = item.Id is { } own ? [own] :
        [
            .. new[]
            {
                Ids(other => item.Resource is not null && other.Resource == item.Resource),
                Ids(other => item.Internal is not null && other.Internal == item.Internal),
            }.FirstOrDefault(found => found.Length == 1) ?? [],
        ];
        return ids.Length == 1 ? $"id {ids[0]}"
            : item.Resource is not null ? $"resource {item.Resource}"
            : item.Internal is not null ? $"internal {item.Internal}"
            : $"nothing {said.EventId} {said.Index}";
    }

    private string[] Ids(Func<Item, bool> condition) =>
        [.. _said.Select(one => one.Item).Where(item => item.Id is not null && condition(item)).Select(item => item.Id!).Distinct()];

    // The user; or the one user who ever decided with this contact; or whoever has this contact; or the one whom nothing names.
    private (string? User, string Else) GrantorOf(Said said)
    {
        if (said.User is not null)
        {
            return (said.User, "");
        }

        if (said.Contact is null)
        {
            return (null, "");
        }

        if (!hashed)
        {
            return (null, $"{said.EventId} {said.Index}");
        }

        string[] users = [.. _said.Where(one => one.Item.Action is not null && one.Contact == said.Contact && one.User is not null).Select(one => one.User!).Distinct()];
        return users.Length == 1 ? (users[0], "") : (null, said.Contact);
    }

    private static string? Last(IEnumerable<Said> ordered, Func<Said, string?> member) => ordered.Select(member).LastOrDefault(text => text is not null);

    private static int StageOf(string? status) => status is null ? -1
        : Array.FindIndex(Stages, stage => stage.Contains(status)) is var known and not -1 ? known
        : Array.FindIndex(Stages, stage => stage.Contains("?"));

    // At one time a refusal counts, and what nobody knows is no accept.
    private static int Weight(string action) => action switch { "accept" => 0, "reject" => 2, _ => 1 };

    private static IEnumerable<Said> Read(Payload payload)
    {
        bool hasTime = payload.Says.At.Value is not null;
        byte[] identified = hasTime ? payload.Json : [.. payload.Json, .. Encoding.UTF8.GetBytes(Sender.Milliseconds(ProcessedRequest.SignedAt))];
        string eventId = Convert.ToHexStringLower(SHA256.HashData(identified));
        DateTimeOffset occurredAt = payload.Says.At.Value ?? ProcessedRequest.SignedAt;
        return payload.Says.Items.Select((item, index) =>
        {
            Moment moment = item.At is { Text: not null } own ? own : payload.Says.At;
            return new Said(item, payload.Says.User, payload.Says.Contact, eventId, index, occurredAt, moment.Value ?? occurredAt, moment);
        });
    }

    private sealed record Said(
        Item Item, string? User, string? Contact, string EventId, int Index, DateTimeOffset OccurredAt, DateTimeOffset DecidedAt, Moment Moment);
}
