using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace HumanosFunctions.Local.Page.Api;

/// <summary><c>/local/requests…</c>: the stored state, read through the app's own interface, so that both hosts show the same.</summary>
internal sealed class RequestsApi(HttpClient app, TimeProvider time)
{
    private const int MaxListed = 1000;

    private static readonly TimeSpan Recent = TimeSpan.FromDays(30);

    public async Task ListAsync(HttpContext http)
    {
        string since = Uri.EscapeDataString((time.GetUtcNow() - Recent).ToString("O"));
        string? text = http.Request.Query["text"];
        var found = new List<JsonNode>();
        string? continuation = null;
        do
        {
            string next = continuation is null ? "" : $"&continuation={Uri.EscapeDataString(continuation)}";
            using HttpResponseMessage answer = await app.GetAsync(new Uri($"api/requests?since={since}&top={MaxListed}{next}", UriKind.Relative), http.RequestAborted);
            if (!answer.IsSuccessStatusCode)
            {
                await PageJson.RefuseAsync(http, StatusCodes.Status502BadGateway, $"The app answered {(int)answer.StatusCode} to the question for requests.");
                return;
            }

            JsonNode page = JsonNode.Parse(await answer.Content.ReadAsStringAsync(http.RequestAborted))!;
            found.AddRange(page["requests"]!.AsArray().Where(request => request is not null && Matches(request, text)).Select(request => request!.DeepClone()));
            continuation = (string?)page["next"];
        }
        while (continuation is not null);
        found.Reverse();
        await PageJson.AnswerAsync(http, new { requests = found.Take(MaxListed) });
    }

    public async Task ShowAsync(HttpContext http)
    {
        string id = http.Request.Query["id"].ToString();
        using HttpResponseMessage answer = await app.GetAsync(new Uri($"api/requests?id={Uri.EscapeDataString(id)}", UriKind.Relative), http.RequestAborted);
        http.Response.StatusCode = (int)answer.StatusCode;
        http.Response.ContentType = "application/json; charset=utf-8";
        await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private static bool Matches(JsonNode request, string? text) =>
        string.IsNullOrEmpty(text) || request["requestId"]?.ToString().Contains(text, StringComparison.OrdinalIgnoreCase) == true;
}
