namespace Bootstrap;

/// <summary>How a captured program ended, and all it printed.</summary>
public sealed record CapturedRun(int ExitCode, string Output);
