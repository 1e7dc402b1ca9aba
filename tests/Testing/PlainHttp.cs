namespace Testing;

/// <summary>A client that sends what it is told and nothing else, whoever in this process listens to spans at the time.</summary>
public static class PlainHttp
{
    public static HttpClient Client() => new(new SocketsHttpHandler { ActivityHeadersPropagator = null });
}
