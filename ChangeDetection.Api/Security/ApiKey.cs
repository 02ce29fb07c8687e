using System.Security.Cryptography;
using System.Text;

namespace ChangeDetection.Api.Security;

/// <summary>The key that opens the REST API.</summary>
/// <param name="Value">What clients send as <c>x-api-key</c>.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="IsRequired">Whether clients must send it at all.</param>
internal sealed record ApiKey(string Value, ApiKeySource Source, bool IsRequired)
{
    /// <summary>Whether this is the key. Hashes are compared, in a time that tells neither the place of the first difference nor the length.</summary>
    public bool Matches(string? given)
    {
        if (given is null || Value.Length == 0)
            return false;
        var expected = SHA256.HashData(Encoding.UTF8.GetBytes(Value));
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), expected);
    }

    /// <summary>Says everything but the key, so that it stays out of logs.</summary>
    public override string ToString() => $"REST key, {Source}, {(IsRequired ? "required" : "not required")}";
}
