using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Testing.Vault;

/// <summary>Handles every request to a loopback vault first: it counts requests, sends challenges, and injects failures.</summary>
public sealed class VaultGate
{
    private const string Challenge = """Bearer authorization="https://login.vault.test/tenant", resource="https://vault.test" """;

    private volatile TaskCompletionSource _open = Opened();
    private int _requests;

    /// <summary>Responds with 503.</summary>
    public bool IsDown { get; set; }

    /// <summary>Responds with 429 and this Retry-After value.</summary>
    public TimeSpan? Throttled { get; set; }

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Makes requests wait until <see cref="Release"/> is called.</summary>
    public void Hold() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _open.TrySetResult();

    internal async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref _requests);
        await _open.Task.WaitAsync(context.RequestAborted);
        if (IsDown)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        else if (Throttled is { } pause)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = pause.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }
        else if (context.Request.Headers.Authorization != $"Bearer {StandInCredential.Token}")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = Challenge;
        }
        else
        {
            await next(context);
        }
    }

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }
}
