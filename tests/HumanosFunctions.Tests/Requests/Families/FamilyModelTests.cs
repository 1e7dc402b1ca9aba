using System.Reflection;
using System.Text.Json;
using HumanosFunctions.Tests.Storage;
using Xunit.Sdk;

namespace HumanosFunctions.Tests.Requests.Families;

/// <summary>
/// Random histories of one request in the payloads before 2026-05-17, told in random orders with repetitions: several grantors and credentials,
/// equal times, times that cannot be read, and members that are missing.
/// </summary>
[Collection(StoreCollection.Name)]
public sealed class FamilyModelTests(Azurite azurite) : StateTest(azurite)
{
    private static readonly string[] Statuses =
        ["DRAFT", "PENDING", "ACTIVE", "APPROVED", "COMPLETED", "ISSUED", "SUSPENDED", "REJECTED", "CANCELED", "EXPIRED", "REVOKED"];

    private static readonly string[] Kinds = ["DOCUMENT", "CONSENT", "FORM"];

    [Theory, FamiliesOn(TestedStore.Sqlite), FamiliesOn(TestedStore.Tables)]
    public async Task Any_order_and_any_repetition_end_in_the_state_of_the_model(string kind, string family)
    {
        for (int seed = 0; seed < (kind == TestedStore.Sqlite ? 40 : 3); seed++)
        {
            var random = new Random(seed);
            Payload[] history = History(random, Family.Of(family));
            bool hashed = random.Next(3) > 0;
            string expected = new StateModel(history, hashed).Describe();
            for (int order = 0; order < 2; order++)
            {
                Payload[] told = [.. history, .. random.GetItems(history, random.Next(history.Length))];
                random.Shuffle(told);
                JsonElement document = await StateAsync(kind, told.Select(one => one.Json), hashed: hashed);
                Assert.Equal(($"seed {seed}", expected), ($"seed {seed}", Described(document)));
                Assert.Equal(history.Length, document.GetProperty("events").GetArrayLength());
            }
        }
    }

    private static Payload[] History(Random random, Family[] families)
    {
        // Two people can share a telephone, and two credentials a document.
        bool sharesContact = random.Next(4) == 0, sharesResource = random.Next(4) == 0, sharesInternal = random.Next(4) == 0;
        return
        [
            .. Enumerable.Range(0, random.Next(2, 9)).Select(number =>
            {
                int actor = random.Next(3);
                var statement = new Statement
                {
                    Salt = $"{number}",
                    At = At(random),
                    User = random.Next(4) == 0 ? null : $"user-{actor}",
                    Contact = random.Next(4) == 0 ? null : $"u{(sharesContact && actor == 2 ? 1 : actor)}@example.com",
                    Items = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Item(random, sharesResource, sharesInternal))],
                };
                return families[random.Next(families.Length)].Write(statement);
            }),
        ];
    }

    private static Item Item(Random random, bool sharesResource, bool sharesInternal)
    {
        int credential = random.Next(3);
        return new Item
        {
            Id = random.Next(5) == 0 ? null : $"credential-{credential}",
            Resource = random.Next(3) == 0 ? null : $"resource-{(sharesResource && credential == 2 ? 1 : credential)}",
            Internal = random.Next(3) == 0 ? null : $"internal-{(sharesInternal && credential == 2 ? 1 : credential)}",
            Name = random.Next(3) == 0 ? null : $"name-{random.Next(3)}",
            Kind = random.Next(3) == 0 ? null : Kinds[random.Next(Kinds.Length)],
            Status = random.Next(4) == 0 ? null : Statuses[random.Next(Statuses.Length)],
            Action = random.Next(8) switch { 0 => null, 1 => "postpone", < 5 => "accept", _ => "reject" },
            At = random.Next(3) == 0 ? null : At(random),
        };
    }

    private static Moment At(Random random) => random.Next(8) switch
    {
        0 => new Moment(null),
        1 => new Moment(null, "01.06.2025 12:00"),
        _ => new Moment(random.Next(4)),
    };

    private static string Described(JsonElement document) => string.Join('\n', document.GetProperty("credentials").EnumerateArray()
        .Select(credential => string.Join('|',
            Text(credential, "id"), Text(credential, "internalId"), Text(credential, "name"), Text(credential, "kind"), Text(credential, "status"),
            credential.GetProperty("isActiveMandate").GetBoolean(),
            string.Join(", ", credential.GetProperty("decisions").EnumerateArray()
                .Select(decision => $"{Text(decision, "user")} {Text(decision, "action")} {Text(decision, "decidedAt")}")
                .Order(StringComparer.Ordinal))))
        .Order(StringComparer.Ordinal));
}

/// <summary>Runs a theory for every family on a store; on tables only where the machine has Node for Azurite.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class FamiliesOnAttribute : DataAttribute
{
    private readonly string _kind;

    public FamiliesOnAttribute(string kind)
    {
        _kind = kind;
        if (kind == TestedStore.Tables && !Node.IsPresent)
        {
            Skip = "Azurite needs Node and npm on PATH.";
        }
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Family.Names.Select(family => new object[] { _kind, family });
}
