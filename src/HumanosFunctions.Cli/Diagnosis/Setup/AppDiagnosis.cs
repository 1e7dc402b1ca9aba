using System.Net.Sockets;
using System.Text.Json;
using HumanosFunctions.Cli.Diagnosis.Report;

namespace HumanosFunctions.Cli.Diagnosis.Setup;

/// <summary>Asks the running app: whether it answers, what its health says, and whether the clocks agree.</summary>
internal sealed class AppDiagnosis(Uri root, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    // Deliveries signed further ahead are refused.
    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(1);

    private static readonly Dictionary<string, (string Means, string Todo)> Dependencies = new()
    {
        ["secrets"] = ("No delivery can be verified: the answer is 503.", "Check the vault, the app's role on it, and its network."),
        ["serviceBus"] = ("No event can be published: the answer is 503.", "Check the namespace, the app's roles, and its network."),
        ["subscriptions"] = ("The app cannot receive from a subscription or a queue, or messages wait there and none is processed.", "Check the entity that the answer of /api/health names, whether the processors are disabled, and the log for their failures."),
        ["store"] = ("Events cannot be processed; they are retried for half a day.", "Check the storage account or, locally, the disk and the lock on the database file."),
        ["bodies"] = ("Large events and unreadable deliveries cannot be kept: the answer is 503.", "Check the storage account or, locally, the disk."),
    };

    public async Task<IEnumerable<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = Limit };
        try
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri(root, "/api/health"), cancellationToken);
            string text = await answer.Content.ReadAsStringAsync(cancellationToken);
            return [.. Health(answer, text), .. Clock(answer)];
        }
        catch (Exception problem) when (problem is HttpRequestException or SocketException || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return [Finding.Problem($"Nothing answers at {root.Authority}.", "The app does not run there, or the network does not allow access.", "Start it with dotnet run.cs, or name its address with --url.")];
        }
    }

    private IEnumerable<Finding> Health(HttpResponseMessage answer, string text)
    {
        JsonElement health;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            health = document.RootElement.GetProperty("dependencies").Clone();
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return [Finding.Problem($"{root.Authority} answers {(int)answer.StatusCode} to GET /api/health, which is not an answer of this app.", "Another program listens there, or the app could not start.", "Check the address, and the log of the host.")];
        }

        return health.EnumerateObject().Select(dependency => dependency.Value.ToString() == "reachable"
            ? Finding.Ok($"The app reaches: {dependency.Name}.")
            : Finding.Problem($"The app does not reach: {dependency.Name}.", Dependencies.GetValueOrDefault(dependency.Name).Means ?? "", Dependencies.GetValueOrDefault(dependency.Name).Todo ?? ""));
    }

    private IEnumerable<Finding> Clock(HttpResponseMessage answer)
    {
        if (answer.Headers.Date is not { } theirs)
        {
            return [Finding.Unknown("The app's answer has no Date.", "Its clock cannot be compared with this one.")];
        }

        TimeSpan skew = (time.GetUtcNow() - theirs).Duration();
        return skew > MaxSkew
            ? [Finding.Problem($"The clock of this machine and that of the app differ by {skew:hh\\:mm\\:ss}.", "Deliveries are refused when the app's clock is more than 5 minutes behind.", "Synchronize both clocks with a time server.")]
            : [Finding.Ok("The clocks agree.")];
    }
}
