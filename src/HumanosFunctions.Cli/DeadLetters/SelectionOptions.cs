using System.CommandLine;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>How a command line says which dead letters of an entity are meant.</summary>
internal sealed class SelectionOptions
{
    private readonly Argument<long[]> _numbers = new("SEQUENCE")
    {
        CustomParser = argument => NumberOption.ReadAll(argument, "SEQUENCE"),
        Description = "Sequence numbers that 'list' shows.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _all = new("--all") { Description = "All that there are when the command starts." };

    public static Argument<string> Entity() => new("ENTITY") { Description = "A subscription of the topic, humanos-retry or humanos-otp-resend." };

    public static Option<int> Max(int otherwise, string description) => NumberOption.Of("--max", description, otherwise, least: 1, most: int.MaxValue);

    public void AddTo(Command command)
    {
        command.Arguments.Add(_numbers);
        command.Options.Add(_all);
        // Both is refused as neither is: --all beside a number is more likely a slip than a wish.
        command.Validators.Add(parsed => parsed.Refuse(() => parsed.GetValue(_all) == (parsed.GetValue(_numbers) is { Length: > 0 }) ? "Give sequence numbers, or --all." : null));
    }

    public DeadLetterSelection Of(ParseResult parsed) => new(parsed.GetValue(_numbers) ?? []);
}
