using Microsoft.Azure.Amqp.Framing;

namespace LocalServiceBus.Amqp;

/// <summary>Reads addresses the way clients write them: with or without leading slash, escaped or not.</summary>
internal static class EntityAddress
{
    public const string Cbs = "$cbs";
    private const string ManagementSuffix = "/$management";

    public static string From(Address? address) => Uri.UnescapeDataString(address?.ToString() ?? "").Trim('/');

    /// <summary>Splits off the management node, where the address names one.</summary>
    public static bool IsManagement(string address, out string entity)
    {
        bool isManagement = address.EndsWith(ManagementSuffix, StringComparison.OrdinalIgnoreCase);
        entity = isManagement ? address[..^ManagementSuffix.Length] : address;
        return isManagement;
    }

    public static bool IsCbs(string address) => string.Equals(address, Cbs, StringComparison.OrdinalIgnoreCase);
}
