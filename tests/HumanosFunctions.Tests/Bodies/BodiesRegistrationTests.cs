using HumanosFunctions.Bodies;
using HumanosFunctions.Tests.Configuration;
using HumanosFunctions.Tests.Infrastructure.Bicep;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Tests.Bodies;

public sealed class BodiesRegistrationTests
{
    private const string Account = "UseDevelopmentStorage=true";

    [Theory]
    [InlineData(typeof(FolderBodyStore))]
    [InlineData(typeof(FolderBodyStore), "AzureWebJobsStorage", Account)]
    [InlineData(typeof(FolderBodyStore), "WEBSITE_INSTANCE_ID", "1", "Humanos:Bodies", "folder")]
    [InlineData(typeof(BlobBodyStore), "Humanos:Bodies", "blobs", "AzureWebJobsStorage", Account)]
    [InlineData(typeof(BlobBodyStore), "WEBSITE_INSTANCE_ID", "1", "AzureWebJobsStorage", Account)]
    [InlineData(typeof(BlobBodyStore), "WEBSITE_SITE_NAME", "app", "AzureWebJobsStorage:blobServiceUri", "https://blobs.example")]
    public async Task The_setting_chooses_the_store_and_the_place_chooses_the_default(Type expected, params string[] settings)
    {
        await using ServiceProvider services = ConfiguredServices.Of(settings, BodiesRegistration.AddBodies);

        Assert.IsType(expected, services.GetRequiredService<IBodyStore>());
    }

    [Theory]
    [InlineData("AzureWebJobsStorage", "Humanos:Bodies", "blobs")]
    [InlineData("AzureWebJobsStorage", "WEBSITE_INSTANCE_ID", "1")]
    [InlineData("AzureWebJobsStorage", "Humanos:Bodies", "blobs", "AzureWebJobsStorage:tableServiceUri", "https://tables.example")]
    [InlineData("Humanos:Bodies", "Humanos:Bodies", "memory")]
    [InlineData("Humanos:Bodies", "Humanos:Bodies", "")]
    [InlineData("Humanos:BodyFolder", "Humanos:BodyFolder", " ")]
    [InlineData("Humanos:ClaimCheckAbove", "Humanos:ClaimCheckAbove", "-1")]
    public async Task What_cannot_work_stops_the_start_with_a_message_that_names_the_setting(string key, params string[] settings)
    {
        await using ServiceProvider services = ConfiguredServices.Of(settings, BodiesRegistration.AddBodies);

        Assert.Contains(key, services.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_containers_are_those_of_the_template() => Assert.Contains(
        $"var bodyContainers = [{string.Join(", ", BodyContainer.All.Select(container => $"'{container.Name}'"))}]",
        BicepFile.Of("modules", "storage.bicep").Source,
        StringComparison.Ordinal);
}
