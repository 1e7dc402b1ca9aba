using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Humanos.Webhooks;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.Development;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Cli.Sending;

/// <summary>Sends deliveries as Humanos does: encrypts each payload, signs the envelope, posts it, and prints the response.</summary>
internal sealed class SampleSender(SendSettings settings)
{
    private const string Generation = "local";

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            IConfiguration secrets = LocalSettings.Read(OutputFiles.LocalSettings).GetSection("Humanos");
            using var signatureKey = new SignatureKey(Required(secrets, "SignatureSecret"), Generation);
            using EncryptionKey encryptionKey = EncryptionKey.Derive(Required(secrets, "EncryptionSecret"), Required(secrets, "EncryptionSalt"), Generation);
            using var client = new HttpClient();
            bool allAccepted = true;
            foreach (SampleFile sample in settings.Samples.SelectMany(SampleFile.Find).ToArray())
            {
                using HttpRequestMessage delivery = await SealAsync(sample, encryptionKey, signatureKey, cancellationToken);
                allAccepted &= await PostAsync(client, sample, delivery, cancellationToken);
            }

            return allAccepted ? ExitCode.Done : ExitCode.Problem;
        }
        catch (Exception problem) when (problem is FileNotFoundException or InvalidDataException or ArgumentException or FormatException)
        {
            // Thrown before the first delivery is sent.
            await Console.Error.WriteLineAsync(problem.Message);
            return ExitCode.Usage;
        }
        catch (Exception problem) when (problem is HttpRequestException or SocketException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return ExitCode.Problem;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(cancellationToken.IsCancellationRequested ? "Stopped." : $"{settings.Url.Authority} did not respond in time.");
            return ExitCode.Problem;
        }
    }

    private async Task<HttpRequestMessage> SealAsync(SampleFile sample, EncryptionKey encryptionKey, SignatureKey signatureKey, CancellationToken cancellationToken)
    {
        byte[] body = EnvelopeEncryptor.Encrypt(await File.ReadAllBytesAsync(sample.Path, cancellationToken), encryptionKey, settings.IvLength);
        string timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, settings.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("x-timestamp", timestamp);
        request.Headers.Add("x-signature", DeliverySigner.Sign(timestamp, body, signatureKey));
        return request;
    }

    private static async Task<bool> PostAsync(HttpClient client, SampleFile sample, HttpRequestMessage delivery, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await client.SendAsync(delivery, cancellationToken);
        Console.WriteLine($"{sample.Name}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
        return response.IsSuccessStatusCode;
    }

    private static string Required(IConfiguration secrets, string name) =>
        secrets[name] is { Length: > 0 } value ? value : throw new InvalidDataException($"Humanos:{name} is not set in the local settings.");
}
