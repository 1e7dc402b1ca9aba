namespace Bootstrap;

/// <summary>Something this machine lacks; the message tells its user what to do.</summary>
public sealed class BootstrapException(string message) : Exception(message);
