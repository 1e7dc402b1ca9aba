namespace Bootstrap.Mutation;

/// <summary>Reports the changes that no test noticed.</summary>
public sealed class MutationVerdict(IReadOnlyList<Mutant> mutants, IReadOnlyList<Explanation> explanations)
{
    /// <summary>Prints a table of the files, and each change that is neither noticed nor explained.</summary>
    /// <returns>0 if there is no such change.</returns>
    public int Print()
    {
        Mutant[] missed = [.. mutants.Where(mutant => mutant.IsMissed)];
        Mutant[] unexplained = [.. missed.Where(mutant => !explanations.Any(explanation => explanation.Explains(mutant)))];
        PrintTable(unexplained);
        foreach (Mutant mutant in unexplained)
        {
            Console.WriteLine($"{mutant.Status}: {mutant.File}:{mutant.Number}: {mutant.Line}  =>  {mutant.Replacement.ReplaceLineEndings(" ")}");
        }

        Explanation[] needless = [.. explanations.Where(explanation => IsTested(explanation) && !missed.Any(explanation.Explains))];
        foreach (Explanation explanation in needless)
        {
            Console.WriteLine($"Needless explanation: {explanation.File}: {explanation.Line}");
        }

        return unexplained.Length + needless.Length == 0 && mutants.Any(mutant => mutant.IsNoticed) ? 0 : 1;
    }

    private void PrintTable(IReadOnlyCollection<Mutant> unexplained)
    {
        Console.WriteLine();
        Console.WriteLine($"{"file",-70} killed  explained  survived");
        foreach (IGrouping<string, Mutant> file in mutants.Where(mutant => mutant.IsNoticed || mutant.IsMissed).GroupBy(mutant => mutant.File))
        {
            int survived = unexplained.Count(mutant => mutant.File == file.Key);
            int killed = file.Count(mutant => mutant.IsNoticed);
            Console.WriteLine($"{file.Key,-70} {killed,6}  {file.Count() - killed - survived,9}  {survived,8}");
        }
    }

    // A run of one part does not cover the explanations of the others.
    private bool IsTested(Explanation explanation) => mutants.Any(mutant => mutant.File == explanation.File);
}
