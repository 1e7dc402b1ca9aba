using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.Development;
using HumanosFunctions.Cli.Diagnosis.Report;
using HumanosFunctions.Cli.Diagnosis.Secrets;
using HumanosFunctions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Cli.Diagnosis.Setup;

/// <summary>Where the parts of the set-up are: on this machine, or in Azure as far as they are named.</summary>
internal sealed record SetupPlaces(DirectoryInfo Data, Uri? Vault, string? Namespace, Uri? Url)
{
    public bool IsAzure => Vault is not null || Namespace is not null;
}

/// <summary>Looks at everything that has to be right, part by part. A part that fails does not stop the others.</summary>
internal sealed class SetupDiagnosis(FindingPrinter printer, SetupPlaces places, TimeProvider time)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        int exitCode = ExitCode.Done;
        await foreach (IEnumerable<Finding> part in PartsAsync(cancellationToken))
        {
            exitCode = Math.Max(exitCode, await printer.WriteAsync(part));
        }

        return exitCode;
    }

    private async IAsyncEnumerable<IEnumerable<Finding>> PartsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IConfiguration settings = LocalSettings.Read(OutputFiles.LocalSettings);
        if (!places.IsAzure)
        {
            yield return Settings(settings);
            yield return Folder();
        }

        yield return places.Vault is { } vault ? await VaultAsync(vault, cancellationToken)
            : places.IsAzure ? [Finding.Unknown("The secrets were not checked.", "They are in the vault.", "Give --vault to check them.")]
            : LocalSecretShape(settings);
        yield return await new AppDiagnosis(places.Url ?? LocalUrl(), time).LookAsync(cancellationToken);
        yield return await new TopologyDiagnosis(places.Namespace, AmqpPort(), settings["Humanos:TopicName"] ?? LocalIngestor.DefaultTopic).LookAsync(cancellationToken);
    }

    // The app's own validation, of all its features.
    private static IEnumerable<Finding> Settings(IConfiguration local)
    {
        IConfiguration settings = new ConfigurationBuilder()
            .AddInMemoryCollection(LocalIngestor.Defaults)
            .AddConfiguration(local)
            .AddInMemoryCollection([KeyValuePair.Create<string, string?>("ServiceBusConnection", LocalIngestor.ServiceBusOn(LocalIngestor.CurrentAmqpPort))])
            .Build();
        using ServiceProvider services = new ServiceCollection().AddLogging(logging => logging.ClearProviders()).AddHumanosFunctions(settings).BuildServiceProvider();
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [Finding.Ok("The settings are valid.")];
        }
        catch (Exception problem) when (AppSettings.MistakesIn(problem) is { } mistakes)
        {
            return [.. mistakes.Select(mistake => Finding.Problem(mistake, "The app does not start with it.", "Correct it in local.settings.json or in the environment."))];
        }
    }

    private IEnumerable<Finding> Folder() =>
    [
        DataFolder.ProblemOfWriting(places.Data) is { } problem
            ? Finding.Problem(problem, "Neither the store nor the payload store can be written.", "Give another folder with --data, or change its permissions.")
            : Finding.Ok($"{places.Data.FullName} can be written."),
    ];

    private static Finding[] LocalSecretShape(IConfiguration settings)
    {
        using KnownSecrets secrets = LocalSecrets.Read(settings);
        return [.. SecretShape.Of(secrets)];
    }

    private static async Task<IEnumerable<Finding>> VaultAsync(Uri vault, CancellationToken cancellationToken)
    {
        try
        {
            using KnownSecrets secrets = await VaultSecrets.ReadAsync(vault, cancellationToken);
            return [Finding.Ok($"{vault.Host} lets you read its secrets."), .. SecretShape.Of(secrets)];
        }
        catch (InvalidDataException unreadable)
        {
            return [Finding.Problem(unreadable.Message, "The content of the vault could not be checked.", "Sign in with an account that can read secrets, from a network that the vault allows.")];
        }
    }

    // A host that uses another broker has no port.
    private int AmqpPort() => RunningHost.Find(places.Data.FullName)?.AmqpPort ?? LocalIngestor.DefaultAmqpPort;

    private Uri LocalUrl() => new(RunningHost.Find(places.Data.FullName)?.Url ?? $"http://127.0.0.1:{LocalIngestor.DefaultPort}");
}
