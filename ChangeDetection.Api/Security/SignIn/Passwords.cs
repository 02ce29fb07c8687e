using System.Security.Cryptography;
using ChangeDetection.Core.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.Security.SignIn;

/// <summary>Hashes passwords and compares them: PBKDF2 with HMAC-SHA512 by the framework's hasher, and hashes of changedetection.io as they are. Two at a time, so that guessing does not use the machine up.</summary>
internal sealed class Passwords : IDisposable
{
    // The figure of the OWASP password storage cheat sheet for HMAC-SHA512.
    private const int Rounds = 210_000;
    private const string SaltedPrefix = "salted:";
    private const int SaltLength = 32;
    private const int SaltedRounds = 100_000;

    private static readonly User Nobody = new(Guid.Empty, "", AccessRole.Viewer);

    private readonly SemaphoreSlim _turns = new(2);
    private readonly PasswordHasher<User> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));
    private readonly Lazy<string> _decoy;

    public Passwords() => _decoy = new Lazy<string>(() => _hasher.HashPassword(Nobody, "nobody has this password"));

    /// <summary>The hash of a new password.</summary>
    public string Hash(string password) => _hasher.HashPassword(Nobody, password);

    /// <summary>The hash that the store keeps for a hash of changedetection.io.</summary>
    public static string FromSalted(string salted) => SaltedPrefix + salted;

    /// <summary>Whether the password is the one of the hash, and whether it should be hashed anew. Without a hash as much work is done, so that the time does not tell who exists.</summary>
    public async Task<(bool IsRight, bool IsOld)> VerifyAsync(string? hash, string password, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Verify(hash, password), cancellationToken);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private (bool IsRight, bool IsOld) Verify(string? hash, string password)
    {
        if (hash?.StartsWith(SaltedPrefix, StringComparison.Ordinal) is true)
            return (IsSalted(hash[SaltedPrefix.Length..], password), false);
        var result = _hasher.VerifyHashedPassword(Nobody, hash ?? _decoy.Value, password);
        return (hash is not null && result is not PasswordVerificationResult.Failed, result is PasswordVerificationResult.SuccessRehashNeeded);
    }

    private static bool IsSalted(string salted, string password)
    {
        var bytes = new byte[salted.Length];
        if (!Convert.TryFromBase64String(salted, bytes, out var length) || length <= SaltLength)
            return false;
        var expected = bytes.AsSpan(SaltLength, length - SaltLength);
        return CryptographicOperations.FixedTimeEquals(Rfc2898DeriveBytes.Pbkdf2(password, bytes[..SaltLength], SaltedRounds, HashAlgorithmName.SHA256, expected.Length), expected);
    }
}
