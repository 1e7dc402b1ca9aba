using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;

/// <summary>What the lines of a readme take for given.</summary>
internal sealed class Inputs
{
    public string SignatureSecret { get; init; } = "";

    public string EncryptionSecret { get; init; } = "";

    public string EncryptionSalt { get; init; } = "";

    public string Timestamp { get; init; } = "";

    public string Signature { get; init; } = "";

    public byte[] Body { get; init; } = [];

    public ServiceBusReceivedMessage Message { get; init; } = null!;

    public ServiceBusClient Client { get; init; } = null!;

    public BlobContainerClient ClaimChecks { get; init; } = null!;
}
