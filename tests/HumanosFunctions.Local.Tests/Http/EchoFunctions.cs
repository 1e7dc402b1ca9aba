using System.Net;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Local.Tests.Http;

/// <summary>Answers with what it was asked.</summary>
internal sealed class EchoFunctions
{
    [Function("Echo")]
    public async Task<HttpResponseData> Echo([HttpTrigger("post", Route = "echo")] HttpRequestData request)
    {
        HttpResponseData response = request.CreateResponse();
        response.StatusCode = HttpStatusCode.Accepted;
        response.Headers.Add("Content-Type", "application/octet-stream");
        response.Headers.Add("Retry-After", "7");
        await request.Body.CopyToAsync(response.Body);
        return response;
    }

    [Function("Describe")]
    public HttpResponseData Describe([HttpTrigger("get")] HttpRequestData request) =>
        Text(request, $"{request.Method} {request.Url.AbsolutePath} {request.Query["q"]}");

    [Function("Headers")]
    public HttpResponseData Headers([HttpTrigger("get")] HttpRequestData request)
    {
        IEnumerable<string> lines = request.Headers.Select(header => $"{header.Key}={string.Join("|", header.Value)}");
        return Text(request, string.Join('\n', lines));
    }

    [Function("Cookies")]
    public HttpResponseData Cookies([HttpTrigger("get")] HttpRequestData request)
    {
        HttpResponseData response = Text(request, string.Join('\n', request.Cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")));
        response.Cookies.Append("seen", "yes");
        return response;
    }

    internal static HttpResponseData Text(HttpRequestData request, string text)
    {
        HttpResponseData response = request.CreateResponse();
        response.Body.Write(Encoding.UTF8.GetBytes(text));
        return response;
    }
}
