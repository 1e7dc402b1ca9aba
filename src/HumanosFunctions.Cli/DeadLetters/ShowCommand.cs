using System.CommandLine;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>The command <c>dlq show</c>.</summary>
internal static class ShowCommand
{
    public static Command Build(DeadLetterAction action)
    {
        Argument<string> entity = SelectionOptions.Entity();
        var number = new Argument<long>("SEQUENCE")
        {
            Description = "The sequence number that 'list' shows.",
            CustomParser = argument => NumberOption.Read(argument, "SEQUENCE", least: 0, most: long.MaxValue),
        };
        var payload = new Option<bool>("--payload") { Description = "The payload too, which holds personal data." };
        var show = new Command("show", "Shows the properties of one dead letter.") { entity, number, payload };
        show.SetAction((parsed, cancellationToken) => action.RunAsync(
            parsed,
            (client, source, stop) => new ShowDeadLetter(
                client, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(payload))
                .RunAsync(source.Entity(parsed.GetValue(entity)!), parsed.GetValue(number), stop),
            cancellationToken));
        return show;
    }
}
