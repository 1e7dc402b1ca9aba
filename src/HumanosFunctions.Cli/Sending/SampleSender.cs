using System.CommandLine;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.Development;

namespace HumanosFunctions.Cli.Sending;

/// <summary>
/// Sends deliveries as Humanos does: encrypts each payload, signs the envelope, posts it, and prints the response and what
/// became of the event.
/// </summary>
internal sealed class SampleSender(SendSettings settings, InvocationConfiguration console)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            SendingSecrets secrets = Secrets();
            SampleFile[] samples = [.. settings.Samples.SelectMany(name => SampleFile.Find(name, settings.Version))];
            (SampleFile Sample, byte[] Payload)[] payloads = [.. samples.Select(sample => (sample, File.ReadAllBytes(sample.Path)))];
            // What cannot be changed is found before the first delivery is sent.
            Array.ForEach(payloads, item => PayloadOf(item.Payload, TimeProvider.System.GetUtcNow()));
            return await PostAllAsync(payloads, secrets, cancellationToken) ? ExitCode.Done : ExitCode.Problem;
        }
        catch (Exception problem) when (problem is FileNotFoundException or InvalidDataException or ArgumentException or FormatException)
        {
            // Thrown before the first delivery is sent.
            await console.Error.WriteLineAsync(problem.Message);
            return ExitCode.Usage;
        }
        catch (Exception problem) when (problem is HttpRequestException or SocketException or IOException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync(problem.Message);
            return ExitCode.Problem;
        }
        catch (OperationCanceledException)
        {
            await console.Error.WriteLineAsync(cancellationToken.IsCancellationRequested ? "Stopped." : $"{settings.Url.Authority} did not respond in time.");
            return ExitCode.Problem;
        }
    }

    private async Task<bool> PostAllAsync((SampleFile Sample, byte[] Payload)[] payloads, SendingSecrets secrets, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        var outcomes = new DeliveryOutcomes(client, settings.Url);
        bool asExpected = true;
        using PeriodicTimer? pace = settings.Rate > 0 ? new PeriodicTimer(Second / settings.Rate) : null;
        for (int round = 0; round < settings.Count; round++)
        {
            foreach ((SampleFile sample, byte[] payload) in payloads)
            {
                await (pace?.WaitForNextTickAsync(cancellationToken) ?? ValueTask.FromResult(true));
                asExpected &= await PostAsync(client, outcomes, sample, payload, secrets, cancellationToken);
            }
        }

        return asExpected;
    }

    private async Task<bool> PostAsync(
        HttpClient client, DeliveryOutcomes outcomes, SampleFile sample, byte[] payload, SendingSecrets secrets, CancellationToken cancellationToken)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        var delivery = new OutgoingDelivery
        {
            Payload = PayloadOf(payload, now),
            Secrets = secrets,
            SignedAt = now,
            IvLength = settings.IvLength,
        };
        settings.Fault?.Apply(delivery);
        using HttpRequestMessage request = delivery.Build(settings.Url);
        using HttpResponseMessage response = await client.SendAsync(request, cancellationToken);
        string answer = await response.Content.ReadAsStringAsync(cancellationToken);
        // A load does not wait for the outcome of each delivery.
        string outcome = settings is { Count: 1, Rate: 0 } ? await outcomes.OfAsync(answer, cancellationToken) : "";
        await console.Output.WriteLineAsync($"{sample.Name}: {(int)response.StatusCode} {answer}{outcome}");
        return settings.Fault is { } fault ? (int)response.StatusCode == fault.Status : response.IsSuccessStatusCode;
    }

    // A changed payload is also a new event.
    private byte[] PayloadOf(byte[] sample, DateTimeOffset now)
    {
        byte[] payload = settings.IsAgain ? sample : FreshEvent.Of(sample, now);
        if (settings.Changes.Count == 0)
        {
            return payload;
        }

        JsonObject members = JsonNode.Parse(payload) as JsonObject
            ?? throw new InvalidDataException("--set changes members of a JSON object, and this payload is none.");
        foreach (PayloadChange change in settings.Changes)
        {
            change.Apply(members);
        }

        return JsonSerializer.SerializeToUtf8Bytes(members, OutgoingDelivery.Json);
    }

    private static SendingSecrets Secrets()
    {
        Microsoft.Extensions.Configuration.IConfiguration local = LocalSettings.Read(OutputFiles.LocalSettings);
        return SendingSecrets.Read(local)
            ?? throw new InvalidDataException($"Humanos:{SendingSecrets.FirstMissing(local)} is not set in the local settings.");
    }
}

/// <summary>
/// Reads from the local host what became of an event. Other hosts do not have this interface, so only the response is
/// known.
/// </summary>
internal sealed class DeliveryOutcomes(HttpClient client, Uri webhook)
{
    private const string Waiting = "waiting";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private bool _isAbsent;

    /// <param name="answer">The body of the webhook's response.</param>
    /// <returns>Text to append to the line of the response.</returns>
    public async Task<string> OfAsync(string answer, CancellationToken cancellationToken)
    {
        if (_isAbsent || MessageIdOf(answer) is not { } messageId)
        {
            return "";
        }

        using var pause = new PeriodicTimer(Pause);
        DateTimeOffset end = TimeProvider.System.GetUtcNow() + Limit;
        string? state;
        while ((state = await ReadAsync(messageId, cancellationToken)) == Waiting && TimeProvider.System.GetUtcNow() < end)
        {
            await pause.WaitForNextTickAsync(cancellationToken);
        }

        return state switch
        {
            null => "",
            Waiting => " published",
            "dropped" => " dropped by the topic as a repetition",
            "dead" => " dead-lettered",
            _ => $" {state}",
        };
    }

    private async Task<string?> ReadAsync(string messageId, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await client.GetAsync(new Uri(webhook, $"/local/deliveries?limit=1&text={messageId}"), cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            _isAbsent = true;
            return null;
        }

        JsonNode? page = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        return page?["deliveries"] is JsonArray { Count: > 0 } found ? (string?)found[0]!["processed"] : Waiting;
    }

    private static string? MessageIdOf(string answer)
    {
        try
        {
            return (string?)JsonNode.Parse(answer)?["messageId"];
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
