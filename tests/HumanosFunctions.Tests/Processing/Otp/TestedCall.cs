using Azure.Messaging.ServiceBus;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Otp;
using HumanosFunctions.Secrets;
using HumanosFunctions.Storage;
using HumanosFunctions.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Tests.Processing.Otp;

/// <summary>A call with a store of its own and the stand-in of the API; the broker is never connected.</summary>
internal sealed class TestedCall : IAsyncDisposable
{
    private readonly ServiceBusClient _client = new("Endpoint=sb://unused.servicebus.example;SharedAccessKeyName=unused;SharedAccessKey=dW51c2Vk");
    private readonly TestedSqlite _sqlite = new();
    private readonly IStateStore _store;
    private readonly HumanosApi _api;
    private readonly ResendCall _call;

    private TestedCall(LoopbackApi loopback)
    {
        Loopback = loopback;
        Settings.ApiBaseUri = loopback.Address;
        IOptions<ResendOptions> options = Options.Create(Settings);
        _store = _sqlite.Open();
        _api = new HumanosApi(options, TimeProvider.System);
        _call = new ResendCall(
            new ResendAttempts(_store, options, TimeProvider.System),
            new OptionalSecrets(Options.Create(Secrets), TimeProvider.System),
            _api,
            new ResendRetry(new ResendSchedule(_client.CreateSender(ResendSchedule.Entity)), options, TimeProvider.System),
            options,
            NullLogger<ResendCall>.Instance);
    }

    public ResendOptions Settings { get; } = new() { ResendOtp = true };

    public SecretOptions Secrets { get; } = new() { ApiKey = "key", ApiSignatureSecret = "secret" };

    public LoopbackApi Loopback { get; }

    public IStateStore Store => _store;

    public ResendCall Call => _call;

    public static async Task<TestedCall> StartAsync() => new(await LoopbackApi.StartAsync());

    public Task<HandlingResult> MakeAsync(ScheduledResend resend) => _call.MakeAsync(resend, CancellationToken.None);

    public async Task ReserveAsync(ScheduledResend resend, string eventId)
    {
        var attempt = new ResendAttempt
        {
            RequestId = resend.RequestId,
            Series = resend.Series,
            Number = resend.Attempt,
            EventId = eventId,
            ChangedAt = DateTimeOffset.UnixEpoch,
            DueAt = DateTimeOffset.UnixEpoch,
        };
        await _store.PutAsync([attempt.ToRow()], CancellationToken.None);
    }

    public async Task<IEnumerable<string?>> OutcomesAsync(ScheduledResend resend) =>
        (await _store.OfRequestAsync(resend.RequestId, CancellationToken.None)).Select(row => ResendAttempt.Read(row).Outcome);

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _client.DisposeAsync();
        await _sqlite.DisposeAsync();
        await Loopback.DisposeAsync();
    }
}
