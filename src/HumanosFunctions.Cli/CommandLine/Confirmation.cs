namespace HumanosFunctions.Cli.CommandLine;

/// <summary>Asks a person at a terminal before something that cannot be undone.</summary>
internal static class Confirmation
{
    private const string Yes = "yes";

    /// <summary>Returns false without a question if nobody can answer.</summary>
    public static async Task<bool> AskAsync(TextWriter output, string question, CancellationToken cancellationToken)
    {
        if (!Terminal.IsUsedBy(output) || Console.IsInputRedirected || StopSignal.IsInputUsed)
        {
            return false;
        }

        await output.WriteAsync($"{question} Type '{Yes}': ");
        return (await Console.In.ReadLineAsync(cancellationToken))?.Trim() == Yes;
    }
}
