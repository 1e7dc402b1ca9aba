#:property PublishAot=false
#:project eng/Bootstrap/Bootstrap.csproj

// dotnet test.cs                       restores, builds everything, runs every test
// dotnet test.cs --long                the same with many more random cases, in about 20 minutes
// dotnet test.cs --filter EXPRESSION   passes options on to dotnet test
// dotnet test.cs --restore             only restores

using Bootstrap;

try
{
    Repository repository = Repository.Of();
    await new Feed(repository).EnsureReadyAsync();
    await new CheckingTools(repository).EnsureReadyAsync();
    var run = new TestRun(repository);
    return args is ["--restore"] ? await run.RestoreAsync() : await run.RunAsync(TestOptions.Of(args));
}
catch (BootstrapException problem)
{
    Console.Error.WriteLine(problem.Message);
    Console.WriteLine("0 passed, 1 failed");
    return 1;
}
