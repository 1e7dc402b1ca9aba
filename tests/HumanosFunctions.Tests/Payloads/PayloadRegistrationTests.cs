using HumanosFunctions.Payloads;
using HumanosFunctions.Tests.Infrastructure.Bicep;
using HumanosFunctions.Tests.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Tests.Payloads;

public sealed class PayloadRegistrationTests
{
    private const string Account = "UseDevelopmentStorage=true";

    [Theory]
    [InlineData(typeof(FolderPayloadStore))]
    [InlineData(typeof(FolderPayloadStore), "AzureWebJobsStorage", Account)]
    [InlineData(typeof(FolderPayloadStore), "WEBSITE_INSTANCE_ID", "1", "Humanos:Bodies", "folder")]
    [InlineData(typeof(BlobPayloadStore), "Humanos:Bodies", "blobs", "AzureWebJobsStorage", Account)]
    [InlineData(typeof(BlobPayloadStore), "WEBSITE_INSTANCE_ID", "1", "AzureWebJobsStorage", Account)]
    [InlineData(typeof(BlobPayloadStore), "WEBSITE_SITE_NAME", "app", "AzureWebJobsStorage:blobServiceUri", "https://blobs.example")]
    public async Task The_setting_chooses_the_store_and_the_place_chooses_the_default(Type expected, params string[] settings)
    {
        await using ServiceProvider services = ConfiguredServices.Of(settings, PayloadRegistration.AddPayloadStore);

        Assert.IsType(expected, services.GetRequiredService<IPayloadStore>());
    }

    [Theory]
    [InlineData("AzureWebJobsStorage", "Humanos:Bodies", "blobs")]
    [InlineData("AzureWebJobsStorage", "WEBSITE_INSTANCE_ID", "1")]
    [InlineData("AzureWebJobsStorage", "Humanos:Bodies", "blobs", "AzureWebJobsStorage:tableServiceUri", "https://tables.example")]
    [InlineData("Humanos:Bodies", "Humanos:Bodies", "memory")]
    [InlineData("Humanos:Bodies", "Humanos:Bodies", "")]
    [InlineData("Humanos:BodyFolder", "Humanos:BodyFolder", " ")]
    public async Task What_cannot_work_stops_the_start_with_a_message_that_names_the_setting(string key, params string[] settings)
    {
        await using ServiceProvider services = ConfiguredServices.Of(settings, PayloadRegistration.AddPayloadStore);

        Assert.Contains(key, services.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_containers_are_those_of_the_template() => Assert.Contains(
        $"var bodyContainers = [{string.Join(", ", PayloadContainer.All.Select(container => $"'{container.Name}'"))}]",
        BicepFile.Of("modules", "storage.bicep").Source,
        StringComparison.Ordinal);
}
