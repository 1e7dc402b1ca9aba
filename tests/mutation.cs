#:property PublishAot=false
#:project ../eng/Bootstrap/Bootstrap.csproj

// dotnet tests/mutation.cs              changes the signature, decryption and rotation code in every way that Stryker knows,
//                                       and fails where a change is noticed by no test and explained nowhere
// dotnet tests/mutation.cs protocol     only signature and decryption
// dotnet tests/mutation.cs rotation     only the secrets' rotation

using Bootstrap;
using Bootstrap.Mutation;

try
{
    Repository repository = Repository.Above();
    await new Feed(repository).EnsureReadyAsync();
    return await new MutationRun(repository).RunAsync(args);
}
catch (BootstrapException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}
