using System.Globalization;
using HumanosFunctions.Cli.Diagnosis;
using HumanosFunctions.Cli.Diagnosis.Deliveries;
using HumanosFunctions.Ingest;
using HumanosFunctions.Local.Page.Recording;
using HumanosFunctions.Publishing;
using Microsoft.AspNetCore.Http;

namespace HumanosFunctions.Local.Page.Api;

/// <summary><c>/local/deliveries…</c>: the list, one delivery, and its event on request.</summary>
internal sealed class DeliveriesApi(DeliveryJournal journal, Examiner examiner)
{
    private const int MaxListed = 500;
    private const int ShownOfSignature = 8;

    public Task ListAsync(HttpContext http)
    {
        IQueryCollection query = http.Request.Query;
        string? outcome = query["outcome"], text = query["text"];
        int limit = Math.Clamp(Number(query["limit"]) is { } wanted ? (int)Math.Min(wanted, MaxListed) : 200, 1, MaxListed);
        (IReadOnlyList<DeliverySummary> deliveries, bool more) = journal.Read(
            Number(query["before"]) ?? long.MaxValue, limit, delivery => DeliverySummary.Of(delivery).Matches(outcome, text), DeliverySummary.Of);
        return PageJson.AnswerAsync(http, new { deliveries, more, leftOut = journal.LeftOut });
    }

    public Task ShowAsync(HttpContext http)
    {
        if (Number((string?)http.Request.RouteValues["id"]) is not { } id)
        {
            return Unknown(http);
        }

        Examination? examined = examiner.Examine(id);
        DeliveryDetails? details = journal.Read(id, delivery => new DeliveryDetails(
            DeliverySummary.Of(delivery),
            [.. delivery.Headers.Select(header => new[] { header.Key, Shown(header) })],
            [.. delivery.Stages.OrderBy(stage => stage.At)],
            Message(examined?.Message),
            HasEvent: examined?.Json is not null,
            View(examined?.Diagnosis)));
        return details is null ? Unknown(http) : PageJson.AnswerAsync(http, details);
    }

    /// <summary>The decrypted event, byte for byte. The page requests it only when the user wants to see it.</summary>
    public async Task ShowEventAsync(HttpContext http)
    {
        if (Number((string?)http.Request.RouteValues["id"]) is { } id && examiner.Examine(id)?.Json is { } json)
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            http.Response.ContentLength = json.Length;
            await http.Response.Body.WriteAsync(json, http.RequestAborted);
            return;
        }

        await PageJson.RefuseAsync(http, StatusCodes.Status404NotFound, "The event of this delivery is not known here.");
    }

    private static Task Unknown(HttpContext http) => PageJson.RefuseAsync(http, StatusCodes.Status404NotFound, "There is no such delivery, or it is forgotten.");

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    // With the whole signature, anyone who sees the screen could send the delivery again.
    private static string Shown(KeyValuePair<string, string> header) =>
        header.Key == "x-signature" && header.Value.Length > ShownOfSignature ? header.Value[..ShownOfSignature] + "…" : header.Value;

    private static MessageView? Message(EventMessage? made) => made is null ? null : new MessageView(
        made.Id, made.Subject, made.Message.CorrelationId, made.Message.ContentType,
        [.. made.Message.ApplicationProperties.Select(property => new[] { property.Key, Convert.ToString(property.Value, CultureInfo.InvariantCulture) ?? "" })]);

    private static DiagnosisView? View(DeliveryDiagnosis? diagnosis) => diagnosis is null ? null : new DiagnosisView(
        diagnosis.Refusal is { } refusal ? RefusalCode.Of(refusal) : null, diagnosis.Refusal?.Reason, diagnosis.Findings);
}
