using System.Net;
using HumanosFunctions.Local.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Local.Tests.Http;

public sealed class HttpBindingTests
{
    private const string Id = "0b7f2c1e-5a3d-4e8b-9c66-1d2e3f405162";

    private readonly ScopedWitness.Count _scopes = new();

    [Theory]
    [InlineData($"typed/{Id}/12/true", $"{Id} 12 True")]
    [InlineData("optional/a%20b", "a b")]
    [InlineData("optional", "none")]
    [InlineData("number/3", "3 True")]
    [InlineData("number", " True")]
    [InlineData("default/9", "9")]
    [InlineData("default", "5")]
    [InlineData("ValueLater", "later")]
    [InlineData("Static", "static")]
    public async Task Route_values_reach_parameters_in_their_types(string path, string answer)
    {
        await using RunningApp app = await StartAsync();

        Assert.Equal(answer, await app.Http.GetStringAsync("api/" + path));
    }

    [Fact]
    public async Task A_route_value_against_its_constraint_is_not_found()
    {
        await using RunningApp app = await StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(app, $"api/typed/{Id}/twelve/true"));
    }

    [Fact]
    public async Task A_route_value_that_does_not_parse_fails_the_invocation()
    {
        await using RunningApp app = await StartAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, await StatusAsync(app, "api/typed/no-id/12/true"));
    }

    [Theory]
    [InlineData("api/Nothing")]
    [InlineData("api/NothingLater")]
    public async Task A_function_without_a_result_answers_no_content(string path)
    {
        await using RunningApp app = await StartAsync();

        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(app, path));
    }

    [Fact]
    public async Task Every_invocation_has_a_scope_of_its_own_that_ends_with_it()
    {
        await using RunningApp app = await StartAsync();

        Assert.Equal("1 True", await app.Http.GetStringAsync("api/Scoped"));
        Assert.Equal("2 True", await app.Http.GetStringAsync("api/Scoped"));
        await Eventually.IsTrueAsync(() => _scopes is { Closed: 2, FunctionsEnded: 2 }, "both scopes and instances ended");
    }

    private static async Task<HttpStatusCode> StatusAsync(RunningApp app, string path)
    {
        using HttpResponseMessage response = await app.Http.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }

    private Task<RunningApp> StartAsync() => RunningApp.StartAsync(
        new RunningApp.Setup { Services = services => services.AddSingleton(_scopes).AddScoped<ScopedWitness>() },
        typeof(HttpBindingFunctions));
}
