using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ChangeDetection.Infrastructure.Storage.Access;

/// <summary>Secrets that we make ourselves: 256 random bits, of which the store keeps the hash alone.</summary>
internal static class Token
{
    private const int Bytes = 32;

    /// <summary>The most characters of a token that is worth looking up.</summary>
    public const int Longest = 200;

    /// <summary>A new secret, safe in addresses, cookies and headers.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What the store keeps and looks up. So long and random a secret needs no slow hash, and a look-up by hash tells by its time nothing of the secret.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
