using System.Text;
using System.Text.Json;
using HumanosFunctions.Cli.Sending;
using Microsoft.AspNetCore.Http;

namespace HumanosFunctions.Local.Page.Api;

/// <summary>What the page sends.</summary>
internal sealed record SendRequest(string Sample, JsonElement? Payload, string? Fault, int Count, bool Again);

/// <summary><c>/local/samples</c> and <c>/local/send</c>: deliveries made here, like those of <c>send</c>.</summary>
internal sealed class SendApi(HttpClient app, SendingSecrets? secrets, TimeProvider time)
{
    private const int MaxCount = 100;

    public static Task ListAsync(HttpContext http) => PageJson.AnswerAsync(http, new
    {
        samples = SampleFile.Find("all").Select(sample => new { name = sample.Name, version = sample.Name.Split('/')[0], type = sample.Name.Split('/')[^1], payload = JsonDocument.Parse(File.ReadAllBytes(sample.Path)).RootElement }),
        faults = DeliveryFault.All.Select(fault => new { name = fault.Name, text = fault.Text }),
    });

    public async Task SendAsync(HttpContext http)
    {
        if (await PageJson.ReadAsync<SendRequest>(http) is not { } wanted || wanted.Count is < 1 or > MaxCount)
        {
            await PageJson.RefuseAsync(http, StatusCodes.Status400BadRequest, $"Give a sample, and a count from 1 to {MaxCount}.");
        }
        else if (SampleFile.Find("all").FirstOrDefault(sample => sample.Name == wanted.Sample) is not { } sample)
        {
            await PageJson.RefuseAsync(http, StatusCodes.Status400BadRequest, "There is no such sample.");
        }
        else if (wanted.Fault is { Length: > 0 } && DeliveryFault.All.All(fault => fault.Name != wanted.Fault))
        {
            await PageJson.RefuseAsync(http, StatusCodes.Status400BadRequest, "There is no such fault.");
        }
        else if (secrets is null)
        {
            await PageJson.RefuseAsync(http, StatusCodes.Status400BadRequest, "Signing here needs the secrets in local.settings.json; this host uses a vault.");
        }
        else
        {
            var results = new List<object>();
            for (int at = 0; at < wanted.Count; at++)
            {
                results.Add(await SendOneAsync(wanted, sample, http.RequestAborted));
            }

            await PageJson.AnswerAsync(http, new { results });
        }
    }

    private async Task<object> SendOneAsync(SendRequest wanted, SampleFile sample, CancellationToken cancellationToken)
    {
        byte[] payload = wanted.Payload is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } edited
            ? Encoding.UTF8.GetBytes(edited.GetRawText())
            : await File.ReadAllBytesAsync(sample.Path, cancellationToken);
        var delivery = new OutgoingDelivery { Payload = wanted.Again ? payload : FreshEvent.Of(payload, time.GetUtcNow()), Secrets = secrets!, SignedAt = time.GetUtcNow() };
        DeliveryFault.All.FirstOrDefault(fault => fault.Name == wanted.Fault)?.Apply(delivery);
        using HttpRequestMessage request = delivery.Build(new Uri(app.BaseAddress!, "api/webhook"));
        using HttpResponseMessage answer = await app.SendAsync(request, cancellationToken);
        string text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return new { status = (int)answer.StatusCode, messageId = Member(text, "messageId"), error = Member(text, "title") };
    }

    private static string? Member(string json, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
