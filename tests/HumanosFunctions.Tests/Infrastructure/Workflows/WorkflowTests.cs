using System.Text.Json;

namespace HumanosFunctions.Tests.Infrastructure.Workflows;

/// <summary>The workflows fit GitHub's schema, run only what is pinned and there, and may do no more than read, but for publishing a release.</summary>
public sealed class WorkflowTests : IAsyncLifetime
{
    private static readonly string Folder = RepositoryFiles.Path("tests", "HumanosFunctions.Tests", "Infrastructure", "js");

    public Task InitializeAsync() => Node.IsPresent ? Node.InstallAsync(Folder) : Task.CompletedTask;

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Every_workflow_keeps_the_rules_of_this_repository() =>
        Assert.All(WorkflowFile.All, workflow => Assert.Empty(workflow.Faults()));

    [NodeFact]
    public async Task Every_workflow_fits_the_schema()
    {
        Assert.Contains(WorkflowFile.All, workflow => workflow.Name == "release.yml");
        foreach (WorkflowFile workflow in WorkflowFile.All)
        {
            Assert.Equal("[]", await SchemaFaultsAsync(workflow.Text));
        }
    }

    [Theory]
    [InlineData("contents: read", "contents: write", "permissions are not empty")]
    [InlineData("permissions: {}", "permissions: read-all", "permissions are not empty")]
    [InlineData("3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "v7", "actions/checkout@v7 is not pinned")]
    [InlineData(" # v6.0.0", "", "is not pinned")]
    [InlineData("    timeout-minutes: 10\n", "", "no time limit")]
    [InlineData("\nconcurrency:\n", "\nx-concurrency:\n", "side by side")]
    [InlineData("infra/main.bicep", "infra/mian.bicep", "infra/mian.bicep is not in the repository")]
    [InlineData("eng/smoke.sh", "eng/smok.sh", "eng/smok.sh is not in the repository")]
    [InlineData("run: .ci/run", "run: .ci/runs", ".ci/runs is not in the repository")]
    public void A_broken_rule_is_found(string sound, string faulty, string fault)
    {
        WorkflowFile workflow = WorkflowFile.All.Single(workflow => workflow.Name == "ci.yml");
        Assert.Contains(sound, workflow.Text, StringComparison.Ordinal);
        WorkflowFile broken = workflow with { Text = workflow.Text.Replace(sound, faulty, StringComparison.Ordinal) };

        Assert.Contains(broken.Faults(), found => found.Contains(fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("      contents: write", "      contents: write\n      packages: write")]
    [InlineData("      attestations: write\n", "      attestations: write\n      contents: write\n")]
    [InlineData("    needs: attest\n    runs-on: ubuntu-24.04", "    needs: attest\n    runs-on: ubuntu-24.04\n    # actions/checkout@")]
    [InlineData("    timeout-minutes: 45\n    permissions:\n      contents: read", "    timeout-minutes: 45\n    permissions:\n      contents: write")]
    public void A_release_that_may_do_more_than_it_must_is_found(string sound, string faulty)
    {
        WorkflowFile workflow = WorkflowFile.All.Single(workflow => workflow.Name == "release.yml");
        Assert.Contains(sound, workflow.Text, StringComparison.Ordinal);
        WorkflowFile broken = workflow with { Text = workflow.Text.Replace(sound, faulty, StringComparison.Ordinal) };

        Assert.Contains(broken.Faults(), found => found.Contains("permissions are not empty", StringComparison.Ordinal));
    }

    [NodeTheory]
    [InlineData("runs-on: ubuntu-24.04", "run-on: ubuntu-24.04")]
    [InlineData("timeout-minutes: 10", "timeout-minutes: soon")]
    [InlineData("        with:", "        width:")]
    [InlineData("  pull_request:", "  pull_requests:")]
    public async Task A_fault_against_the_schema_is_found(string sound, string faulty)
    {
        string workflow = WorkflowFile.All.Single(workflow => workflow.Name == "ci.yml").Text;
        Assert.Contains(sound, workflow, StringComparison.Ordinal);

        Assert.NotEqual("[]", await SchemaFaultsAsync(workflow.Replace(sound, faulty, StringComparison.Ordinal)));
    }

    // The schema of the newest validator is older than the right to attest, and knows this one in its place.
    private static async Task<string> SchemaFaultsAsync(string workflow)
    {
        string known = workflow.Replace("attestations: write", "checks: write", StringComparison.Ordinal);
        string faults = await Node.RunScriptAsync(Path.Combine(Folder, "workflows.mjs"), [], known);
        return JsonDocument.Parse(faults).RootElement.GetRawText();
    }
}
