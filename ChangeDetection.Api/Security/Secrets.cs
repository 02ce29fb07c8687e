using System.Security.Cryptography;
using System.Text;

namespace ChangeDetection.Api.Security;

/// <summary>Compares secrets.</summary>
internal static class Secrets
{
    /// <summary>Whether what was given is the secret. Hashes are compared, in a time that tells neither the place of the first difference nor the length; an empty secret is equal to nothing.</summary>
    public static bool AreEqual(string secret, string? given)
    {
        if (given is null || secret.Length == 0)
            return false;
        var expected = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), expected);
    }
}
