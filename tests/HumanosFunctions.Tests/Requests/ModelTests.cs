using System.Text.Json;
using HumanosFunctions.Tests.Storage;

namespace HumanosFunctions.Tests.Requests;

/// <summary>
/// Random histories of credentials with several grantors, told in random orders with repetitions, against a model that knows
/// who is who because it made them up.
/// </summary>
[Collection(StoreCollection.Name)]
public sealed class ModelTests(Azurite azurite) : StateTest(azurite)
{
    private static readonly string[] Statuses = ["DRAFT", "PENDING", "ACTIVE", "REJECTED", "EXPIRED", "REVOKED"];

    [Theory, OnSqlite, OnTables]
    public async Task Any_order_and_any_repetition_end_in_the_state_of_the_model(string kind)
    {
        for (int seed = 0; seed < (kind == TestedStore.Sqlite ? 60 : 6); seed++)
        {
            var random = new Random(seed);
            Told[] history = History(random);
            for (int order = 0; order < 2; order++)
            {
                Told[] told = [.. history, .. random.GetItems(history, random.Next(history.Length))];
                random.Shuffle(told);
                JsonElement document = await StateAsync(kind, told.Select(one => one.Json()));
                Assert.Equal(($"seed {seed}", Expected(history)), ($"seed {seed}", Described(document)));
            }
        }
    }

    // A grantor has a user id, a contact, and new decision ids over time; each event names some of them.
    private static Told[] History(Random random) =>
    [
        .. Enumerable.Range(0, random.Next(2, 9)).Select(number =>
        {
            int actor = random.Next(3);
            int minute = random.Next(5);
            bool accepts = random.Next(2) == 0;
            return new Told
            {
                Salt = $"{number}",
                Credential = $"C{random.Next(2)}",
                User = random.Next(3) == 0 ? null : $"U{actor}",
                Contact = Contact(actor),
                Name = random.Next(2) == 0 ? null : "name",
                Status = random.Next(3) == 0 ? null : Statuses[random.Next(Statuses.Length)],
                Action = random.Next(4) == 0 ? null : accepts ? "accept" : "reject",
                Minute = minute,
                Decisions =
                [
                    .. Enumerable.Range(0, 3).Where(_ => random.Next(2) == 0).Select(grantor => new Listed(
                        $"D{grantor}{random.Next(2)}",
                        random.Next(4) == 0 && grantor != actor ? null : Contact(grantor),
                        random.Next(5) == 0 ? null : random.Next(2) == 0,
                        random.Next(3) == 0 ? null : random.Next(5))),
                ],
            };
        }),

        // Each grantor and each decision id is tied to the contact once, so the model may know who is who.
        .. Enumerable.Range(0, 2).Select(credential => new Told
        {
            Salt = "ties",
            Credential = $"C{credential}",
            Decisions = [.. Enumerable.Range(0, 6).Select(at => new Listed($"D{at / 2}{at % 2}", Contact(at / 2), Accepted: null, Minute: null))],
        }),
        .. Enumerable.Range(0, 3).Select(grantor => new Told { Salt = "user", Credential = "C9", User = $"U{grantor}", Contact = Contact(grantor), Action = "accept" }),
    ];

    private static string Contact(int grantor) => $"u{grantor}@example.com";

    private static string Expected(Told[] history) => string.Join('\n', history
        .GroupBy(told => told.Credential!)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => $"{group.Key} {Name(group)} {Status(group)}: {string.Join(", ", Enumerable.Range(0, 3).Select(grantor => Decision(group, grantor)).Where(text => text is not null))}"));

    private static string Name(IEnumerable<Told> told) => told.Any(one => one.Name is not null) ? "name" : "-";

    // The latest that tells a status; at one time the furthest.
    private static string Status(IEnumerable<Told> told) => told
        .Where(one => one.Status is not null)
        .OrderBy(one => one.Minute).ThenBy(one => Array.IndexOf(Statuses, one.Status))
        .LastOrDefault()?.Status ?? "-";

    // The latest by its own time, or the event's; at one time a refusal.
    private static string? Decision(IEnumerable<Told> told, int grantor)
    {
        (bool? Accepted, int At)[] all =
        [
            .. told.SelectMany(one => one.Decisions.Where(listed => listed.Id![1] - '0' == grantor).Select(listed => (listed.Accepted, listed.Minute ?? one.Minute))),
            .. told.Where(one => one.Action is not null && one.Contact == Contact(grantor)).Select(one => ((bool?)(one.Action == "accept"), one.Minute)),
        ];
        (bool? Accepted, int At)[] decided = [.. all.Where(one => one.Accepted is not null).OrderBy(one => one.At).ThenByDescending(one => one.Accepted)];
        return all.Length == 0 ? null : $"U{grantor} {(decided.Length == 0 ? "-" : decided[^1].Accepted == true ? "accept" : "reject")}";
    }

    private static string Described(JsonElement document) => string.Join('\n', document.GetProperty("credentials").EnumerateArray()
        .OrderBy(credential => Text(credential, "id"), StringComparer.Ordinal)
        .Select(credential => $"{Text(credential, "id")} {Text(credential, "name")} {Text(credential, "status")}: {string.Join(", ", Decisions(credential))}"));
}
