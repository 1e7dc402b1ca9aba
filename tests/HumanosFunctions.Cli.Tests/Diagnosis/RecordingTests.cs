using System.Text;
using System.Text.Json;
using HumanosFunctions.Cli.Sending;
using HumanosFunctions.Cli.Tests.CommandLine;

namespace HumanosFunctions.Cli.Tests.Diagnosis;

/// <summary><c>diagnose FILE</c> of a delivery that was recorded in each form that people have.</summary>
public sealed class RecordingTests : IDisposable
{
    private const string Confidential = "ada@example.com";

    private static readonly DateTimeOffset Then = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("humanos-recording-");
    private readonly Sender _sender = new();

    public static TheoryData<string> Forms => ["raw", "trace", "har", "verbose with --body"];

    public void Dispose()
    {
        _sender.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_genuine_delivery_would_be_accepted(string form)
    {
        CommandRun diagnosis = await DiagnoseAsync(form, Sealed(DateTimeOffset.UtcNow));

        Assert.Equal(0, diagnosis.ExitCode);
        Assert.Equal("Would be accepted.", diagnosis.Lines[0]);
        Assert.All(diagnosis.Lines.Skip(1), line => Assert.StartsWith("ok ", line, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_delivery_that_was_signed_with_another_secret_is_refused_and_nothing_of_it_is_shown(string form)
    {
        using var stranger = new Sender(signatureSecret: "another invented secret");

        CommandRun diagnosis = await DiagnoseAsync(form, stranger.Seal(Payload, DateTimeOffset.UtcNow));

        Assert.Equal(1, diagnosis.ExitCode);
        Assert.Equal("Refused: SignatureMismatch (H401-7)", diagnosis.Lines[0]);
        Assert.Contains("the configured signature secret is a different one", diagnosis.Output, StringComparison.Ordinal);
        string[] secrets = [Confidential, "another invented secret", Sender.SignatureSecret, Sender.EncryptionSecret];
        Assert.DoesNotContain(secrets, secret => (diagnosis.Output + diagnosis.Error).Contains(secret, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(DeliveryDiagnosisTests.NamedFaults), MemberType = typeof(DeliveryDiagnosisTests))]
    public async Task Every_fault_is_named_from_its_recording(string fault, string reason, string finding)
    {
        var delivery = new OutgoingDelivery
        {
            Payload = Payload,
            Secrets = new SendingSecrets(Sender.SignatureSecret, Sender.EncryptionSecret, Sender.EncryptionSalt),
            SignedAt = Then,
        };
        DeliveryFault.All.Single(known => known.Name == fault).Apply(delivery);

        CommandRun diagnosis = await CommandRun.OfAsync("diagnose", await RecordAsync(delivery), "--at", Then.ToString("O"));

        Assert.Equal(1, diagnosis.ExitCode);
        Assert.StartsWith($"Refused: {reason} (H", diagnosis.Lines[0], StringComparison.Ordinal);
        Assert.Contains(diagnosis.Lines, line => line.Contains(finding, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_old_recording_is_held_to_the_time_of_its_arrival()
    {
        DateTimeOffset then = DateTimeOffset.UtcNow - TimeSpan.FromDays(10);
        string file = Write("raw", Sealed(then));

        CommandRun now = await CommandRun.OfAsync("diagnose", file);
        CommandRun at = await CommandRun.OfAsync("diagnose", file, "--at", then.ToString("O"));

        Assert.Equal("Refused: TimestampTooOld (H401-5)", now.Lines[0]);
        Assert.Equal((0, "Would be accepted."), (at.ExitCode, at.Lines[0]));
    }

    [Fact]
    public async Task An_archive_holds_the_time_of_its_arrival_itself()
    {
        DateTimeOffset then = DateTimeOffset.UtcNow - TimeSpan.FromDays(10);

        CommandRun diagnosis = await CommandRun.OfAsync("diagnose", Write("har", Sealed(then), then));

        Assert.Equal("Would be accepted.", diagnosis.Lines[0]);
    }

    [Fact]
    public async Task For_scripts_each_finding_is_a_line_of_json()
    {
        CommandRun diagnosis = await CommandRun.OfAsync("diagnose", Write("raw", Sealed(DateTimeOffset.UtcNow)), "--json");

        Assert.All(diagnosis.Lines, line => Assert.Equal("ok", JsonDocument.Parse(line).RootElement.GetProperty("state").GetString()));
        Assert.NotEmpty(diagnosis.Lines);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("{\"log\":{\"entries\":[]}}")]
    public async Task A_file_without_a_recorded_delivery_is_a_mistake_in_one_sentence(string text)
    {
        string file = Path.Combine(_folder.FullName, "recording");
        await File.WriteAllTextAsync(file, text);

        CommandRun diagnosis = await CommandRun.OfAsync("diagnose", file);

        Assert.Equal(2, diagnosis.ExitCode);
        Assert.Single(diagnosis.Error.Trim().Split('\n'));
        Assert.DoesNotContain("   at ", diagnosis.Error, StringComparison.Ordinal);
    }

    private static byte[] Payload => Encoding.UTF8.GetBytes($$"""{"eventType":"test","contact":"{{Confidential}}"}""");

    private SealedDelivery Sealed(DateTimeOffset at) => _sender.Seal(Payload, at);

    private Task<CommandRun> DiagnoseAsync(string form, SealedDelivery delivery)
    {
        string file = Write(form, delivery);
        if (form != "verbose with --body")
        {
            return CommandRun.OfAsync("diagnose", file);
        }

        string body = Path.Combine(_folder.FullName, "body");
        File.WriteAllBytes(body, delivery.Body);
        return CommandRun.OfAsync("diagnose", file, "--body", body);
    }

    private async Task<string> RecordAsync(OutgoingDelivery delivery)
    {
        using HttpRequestMessage request = delivery.Build(new Uri("http://127.0.0.1/api/webhook"));
        byte[] body = delivery.IsChunked ? [] : await request.Content!.ReadAsByteArrayAsync();
        IEnumerable<string> headers = request.Headers.Concat(request.Content!.Headers)
            .SelectMany(header => header.Value.Select(value => $"{header.Key}: {value}"))
            .Concat(delivery.IsChunked ? ["Transfer-Encoding: chunked"] : [$"Content-Length: {body.Length}"])
            .Distinct();
        string file = Path.Combine(_folder.FullName, "recording");
        await File.WriteAllBytesAsync(file, [.. Encoding.UTF8.GetBytes($"POST /api/webhook HTTP/1.1\r\n{string.Join("\r\n", headers)}\r\n\r\n"), .. body]);
        return file;
    }

    private string Write(string form, SealedDelivery delivery, DateTimeOffset? at = null)
    {
        string body = Encoding.UTF8.GetString(delivery.Body);
        string[] head = ["POST /api/webhook HTTP/1.1", "Host: 127.0.0.1", $"x-timestamp: {delivery.Timestamp}", $"x-signature: {delivery.Signature}", $"Content-Length: {delivery.Body.Length}"];
        string text = form switch
        {
            "raw" => $"{string.Join("\r\n", head)}\r\n\r\n{body}",
            "verbose with --body" => $"* Connected\n{string.Join('\n', head.Select(line => $"> {line}"))}\n>\n< HTTP/1.1 401 Unauthorized\n",
            "trace" => $"=> Send header, 1 bytes (0x1)\n{string.Join('\n', head.Select(line => $"0000: {line}"))}\n0000: \n=> Send data, {delivery.Body.Length} bytes (0x0)\n{Rows(body)}== Info: done\n",
            _ => JsonSerializer.Serialize(new
            {
                log = new
                {
                    entries = new[]
                    {
                        new
                        {
                            startedDateTime = (at ?? DateTimeOffset.UtcNow).ToString("O"),
                            request = new
                            {
                                method = "POST",
                                url = "http://127.0.0.1/api/webhook",
                                headers = head.Skip(1).Select(line => new { name = line.Split(": ")[0], value = line.Split(": ")[1] }),
                                postData = new { mimeType = "application/json", text = body },
                            },
                        },
                    },
                },
            }),
        };
        string file = Path.Combine(_folder.FullName, "recording");
        File.WriteAllText(file, text);
        return file;
    }

    // curl writes 64 characters a row.
    private static string Rows(string body) => string.Concat(body.Chunk(64).Select((row, at) => $"{at * 64:x4}: {new string(row)}\n"));
}
