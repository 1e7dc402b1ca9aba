using System.Text;
using System.Text.RegularExpressions;

namespace EndToEnd.Packages;

/// <summary>The lines of the packages' readmes compile against the packages. Those that need no broker run: they read a delivery, and an event and a message as a unit test creates them.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task Its_lines_compile_and_read_a_delivery()
    {
        using CopiedProject project = await CopiedProject.OfAsync("tests", "Consumers", "Readme");
        PackedPackages packed = await PackedPackages.Once;
        string[] blocks = [.. Blocks(packed, PackedPackages.Library), .. Blocks(packed, PackedPackages.Companion)];
        Assert.Equal(5, blocks.Length);
        for (int number = 1; number <= blocks.Length; number++)
        {
            await File.WriteAllTextAsync(Path.Combine(project.Folder, $"Block{number}.cs"), AsMethod(blocks[number - 1], number));
        }

        string folder = await project.BuildAsync();
        using var sender = new Sender();
        SealedDelivery delivery = sender.Seal(Samples.Read("2026-05-17/credential"), DateTimeOffset.UtcNow);
        CommandRun run = await CommandRun.SucceedAsync(
            "dotnet",
            [
                "exec", Path.Combine(folder, "Readme.dll"),
                Sender.SignatureSecret, Sender.EncryptionSecret, Sender.EncryptionSalt,
                delivery.Timestamp, delivery.Signature, Encoding.UTF8.GetString(delivery.Body),
            ],
            project.Folder);

        Assert.Equal(
            [
                "credential of request 68c42ec3e47c9a7f9241e0ba",
                "OtpFailedEvent of ada@example.com",
                "event-1 of request 68c42ec3e47c9a7f9241e0ba",
            ],
            run.Lines);
    }

    private static IEnumerable<string> Blocks(PackedPackages packed, string id) =>
        Block().Matches(Encoding.UTF8.GetString(packed.Read(id, "README.md"))).Select(block => block.Groups[1].Value);

    private static string AsMethod(string block, int number)
    {
        ILookup<bool, string> lines = block.Split('\n').ToLookup(line => line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=', StringComparison.Ordinal));
        string usings = string.Join('\n', lines[true]);
        string statements = string.Join('\n', lines[false]);
        return $$"""
            {{usings}}

            internal static class Block{{number}}
            {
                public static async Task RunAsync(Inputs inputs)
                {
                    var (signatureSecret, encryptionSecret, encryptionSalt) = (inputs.SignatureSecret, inputs.EncryptionSecret, inputs.EncryptionSalt);
                    var (timestamp, signature, body) = (inputs.Timestamp, inputs.Signature, inputs.Body);
                    var (message, client, claimChecks) = (inputs.Message, inputs.Client, inputs.ClaimChecks);
                    {
            {{statements}}
                    }

                    await Task.CompletedTask;
                }
            }
            """;
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
