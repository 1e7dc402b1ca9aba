#if !NET9_0_OR_GREATER
using System.Buffers;
using System.Security.Cryptography;

namespace Humanos.Webhooks;

/// <summary>Methods of later .NET versions that .NET 8 does not have, with the same names.</summary>
internal static class Net8Polyfills
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789ABCDEFabcdef");

    extension(Convert)
    {
        internal static OperationStatus FromHexString(string source, Span<byte> destination, out int charsConsumed, out int bytesWritten)
        {
            charsConsumed = bytesWritten = 0;
            if (source.Length % 2 != 0 || source.AsSpan().ContainsAnyExcept(HexDigits))
            {
                return OperationStatus.InvalidData;
            }

            if (source.Length / 2 > destination.Length)
            {
                return OperationStatus.DestinationTooSmall;
            }

            Convert.FromHexString(source).CopyTo(destination);
            charsConsumed = source.Length;
            bytesWritten = source.Length / 2;
            return OperationStatus.Done;
        }

        internal static string ToHexStringLower(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
    }

    extension(SymmetricAlgorithm algorithm)
    {
        internal void SetKey(ReadOnlySpan<byte> key)
        {
            byte[] copy = key.ToArray();
            algorithm.Key = copy;
            CryptographicOperations.ZeroMemory(copy);
        }
    }
}
#endif
