namespace HumanosFunctions.Tests.Architecture;

/// <summary>
/// Dependencies between the folders of a project point one way. A folder uses only folders above it in its table, so the tables allow no
/// circle. To add a folder or a project, add its row.
/// </summary>
public sealed class FolderTests
{
    private static readonly Dictionary<string, (string Folder, string[] Uses)[]> Tables = new()
    {
        ["HumanosFunctions"] =
        [
            ("Settings", []),
            ("Connections", []),
            ("Telemetry", ["Settings", "Connections"]),
            ("Secrets", ["Settings", "Telemetry"]),
            ("Payloads", ["Settings", "Connections"]),
            ("Storage", ["Settings", "Connections", "Telemetry"]),
            ("Storage/Sqlite", ["Storage"]),
            ("Storage/Tables", ["Storage"]),
            ("Publishing", ["Settings", "Connections", "Telemetry", "Payloads"]),
            ("Archive", ["Settings", "Connections", "Payloads", "Publishing"]),
            ("Ingest", ["Settings", "Telemetry", "Secrets", "Publishing"]),
            ("Quarantine", ["Telemetry", "Secrets", "Payloads", "Publishing", "Ingest"]),
            ("Processing", ["Settings", "Telemetry", "Secrets", "Storage", "Publishing"]),
            ("Processing/State", ["Storage", "Processing"]),
            ("Persons", ["Telemetry", "Secrets", "Storage", "Processing"]),
            ("Erasure", ["Storage"]),
            ("Processing/Drift", ["Telemetry", "Storage", "Publishing", "Processing", "Processing/State", "Persons"]),
            ("Processing/Retrying", ["Settings", "Telemetry", "Storage", "Publishing", "Processing"]),
            ("Processing/Otp", ["Settings", "Secrets", "Storage", "Publishing", "Processing", "Processing/State", "Erasure"]),
            ("Processing/Handlers", ["Settings", "Secrets", "Storage", "Publishing", "Processing", "Processing/State", "Persons", "Processing/Drift", "Processing/Otp"]),
            ("Processing/Pipeline", ["Telemetry", "Payloads", "Storage", "Publishing", "Archive", "Processing", "Processing/State", "Erasure", "Processing/Drift", "Processing/Retrying"]),
            ("Requests", ["Storage", "Publishing", "Processing/State"]),
            ("Health", ["Secrets", "Payloads", "Storage", "Storage/Sqlite", "Publishing", "Archive", "Processing", "Processing/Otp", "Processing/Retrying"]),
            ("Functions",
            [
                "Connections", "Telemetry", "Secrets", "Storage", "Publishing", "Ingest", "Quarantine", "Processing", "Processing/State",
                "Processing/Retrying", "Processing/Otp", "Processing/Pipeline", "Requests", "Health",
            ]),
            (FolderGraph.Root, ["Settings", "Telemetry", "Secrets", "Payloads", "Storage", "Publishing", "Archive", "Ingest", "Quarantine", "Processing", "Persons", "Erasure", "Health", "Functions"]),
        ],
        ["HumanosFunctions.Cli"] =
        [
            ("CommandLine", []),
            ("CommandLine/Options", ["CommandLine"]),
            ("Development", []),
            ("Sending", ["CommandLine", "CommandLine/Options", "Development"]),
            ("DeadLetters", ["CommandLine", "CommandLine/Options", "Development"]),
            ("Ingestor", ["CommandLine", "CommandLine/Options", "Development"]),
            ("Quarantine", ["CommandLine", "CommandLine/Options", "Ingestor"]),
            ("Archive", ["CommandLine", "CommandLine/Options", "DeadLetters", "Ingestor"]),
            ("State", ["CommandLine", "CommandLine/Options", "Development", "Archive", "Ingestor"]),
            ("Persons", ["CommandLine", "CommandLine/Options", "Development", "DeadLetters", "Quarantine", "Archive", "Ingestor"]),
            ("Evidence", ["CommandLine", "CommandLine/Options", "Archive", "Persons", "Ingestor"]),
            ("Events", ["CommandLine", "CommandLine/Options", "DeadLetters", "Archive"]),
            ("Diagnosis/Report", ["CommandLine"]),
            ("Diagnosis/Secrets", ["Diagnosis/Report"]),
            ("Diagnosis/Deliveries", ["CommandLine", "Development", "Diagnosis/Report", "Diagnosis/Secrets"]),
            ("Diagnosis/Setup", ["CommandLine", "Development", "DeadLetters", "Diagnosis/Report", "Diagnosis/Secrets"]),
            ("Diagnosis", ["CommandLine", "CommandLine/Options", "Ingestor", "Diagnosis/Report", "Diagnosis/Deliveries", "Diagnosis/Setup"]),
            (FolderGraph.Root, ["CommandLine", "Sending", "DeadLetters", "Quarantine", "State", "Persons", "Evidence", "Events", "Diagnosis"]),
        ],
        ["Humanos.Webhooks"] =
        [
            ("Platform", []),
            ("Json", []),
            ("Gcm", []),
            ("ClaimChecks", []),
            ("Keys", ["Gcm"]),
            ("Verification", ["Json", "Keys"]),
            ("Decryption", ["Json", "Gcm", "Keys", "Verification"]),
            ("Sending", ["Keys", "Decryption"]),
            ("Routing", ["Json", "Decryption"]),
            ("Events", ["Json"]),
            ("Events/Credentials", ["Events"]),
            ("Events/Identity", ["Json", "Events"]),
            ("Events/Otp", ["Events"]),
            ("Events/Reading", ["Json", "Events", "Events/Credentials", "Events/Identity", "Events/Otp"]),
            ("Events/Writing", ["Events", "Events/Credentials", "Events/Identity", "Events/Otp", "Events/Reading"]),
        ],
        ["LocalServiceBus"] =
        [
            ("Topology", []),
            ("Contracts", ["Topology"]),
            ("State", ["Topology", "Contracts"]),
            ("Amqp", ["Topology", "Contracts", "State"]),
            (FolderGraph.Root, ["Topology", "Contracts", "State", "Amqp"]),
        ],
        ["HumanosFunctions.Local"] =
        [
            ("Settings", []),
            ("Discovery", ["Settings"]),
            ("Invocation", ["Discovery"]),
            ("Http", ["Settings", "Discovery", "Invocation"]),
            ("ServiceBus", ["Settings", "Discovery", "Invocation"]),
            ("InProcess", ["Discovery", "Invocation", "Http", "ServiceBus"]),
            ("Worker/Protocol", ["Settings", "Invocation", "Http", "ServiceBus"]),
            ("Worker", ["Settings", "Discovery", "Invocation", "Http", "ServiceBus", "Worker/Protocol"]),
            ("Hosting", ["Settings", "Invocation", "Http", "ServiceBus", "InProcess", "Worker"]),
            ("Page/Recording", ["Invocation"]),
            ("Page/Api", ["Page/Recording"]),
            ("Page", ["Invocation", "Page/Recording", "Page/Api"]),
            ("Archive", []),
            ("Commands", ["Settings", "InProcess", "Worker", "Hosting", "Page", "Archive"]),
            (FolderGraph.Root, ["Commands"]),
        ],
    };

    public static TheoryData<string> Projects => [.. Tables.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_folder_has_a_row(string project) =>
        Assert.Equal(FolderGraph.Of(project).Folders.Order(StringComparer.Ordinal), Tables[project].Select(row => row.Folder).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_row_names_only_folders_above_it(string project)
    {
        string[] order = [.. Tables[project].Select(row => row.Folder)];

        Assert.All(Tables[project], row => Assert.All(row.Uses, used => Assert.InRange(Array.IndexOf(order, used), 0, Array.IndexOf(order, row.Folder) - 1)));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_folder_uses_what_its_row_names_and_nothing_else(string project)
    {
        FolderGraph graph = FolderGraph.Of(project);

        Assert.All(Tables[project], row => Assert.Equal(
            row.Uses.Order(StringComparer.Ordinal).Select(used => $"{row.Folder} uses {used}"),
            graph.UsedBy(row.Folder).Order(StringComparer.Ordinal).Select(used => $"{row.Folder} uses {used}")));
    }
}
