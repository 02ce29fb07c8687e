using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using ChangeDetection.Infrastructure.Storage.Schema;
using Microsoft.Extensions.Configuration;

namespace ChangeDetection.Infrastructure.Storage.Secrets;

/// <summary>The secret outside the store that locks the keys in it, so that a copy of the store alone opens nothing.</summary>
internal sealed class DataKey
{
    /// <summary>The setting with the secret itself.</summary>
    public const string Setting = "DATA_KEY";

    /// <summary>The setting with the path of a file that has the secret.</summary>
    public const string FileSetting = "DATA_KEY_FILE";

    private const int LeastCharacters = 32;
    private const string ElementName = "lockedKey";

    // Guessing one secret costs as much as OWASP's password storage cheat sheet asks of PBKDF2 with SHA-512 in 2023.
    private const int Rounds = 210_000;

    private readonly byte[] _secret;
    private readonly Lock _gate = new();
    private byte[] _salt = RandomNumberGenerator.GetBytes(16);
    private byte[]? _key;

    private DataKey(string secret) => _secret = Encoding.UTF8.GetBytes(secret);

    /// <summary>The secret of the configuration; null when none is set.</summary>
    /// <exception cref="StoreStartupException">It is too short, set twice, or its file cannot be read.</exception>
    public static DataKey? From(IConfiguration configuration)
    {
        var (text, file) = (configuration[Setting], configuration[FileSetting]);
        if (string.IsNullOrEmpty(text) && string.IsNullOrEmpty(file))
            return null;
        if (!string.IsNullOrEmpty(text) && !string.IsNullOrEmpty(file))
            throw new StoreStartupException($"{Setting} and {FileSetting} are both set: remove one of them.");
        return Make(string.IsNullOrEmpty(file) ? text! : Read(file), string.IsNullOrEmpty(file) ? Setting : FileSetting);
    }

    /// <summary>Makes a key of a secret.</summary>
    /// <param name="secret">At least 32 characters; an end of line behind it does not count.</param>
    /// <param name="setting">Where it comes from, for what is said about it.</param>
    public static DataKey Make(string secret, string setting = Setting) =>
        secret.TrimEnd('\r', '\n') is { Length: >= LeastCharacters } sound
            ? new DataKey(sound)
            : throw new StoreStartupException($"{setting} has fewer than {LeastCharacters} characters: give a longer secret, such as what 'openssl rand -hex 32' prints.");

    /// <summary>Whether a document is locked.</summary>
    public static bool IsLocked(XElement document) => document.Name.LocalName == ElementName;

    /// <summary>The document so that only this key opens it.</summary>
    public XElement Lock(XElement document)
    {
        lock (_gate)
        {
            var (key, nonce, tag) = (_key ??= Derive(_salt, Rounds), RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize), new byte[AesGcm.TagByteSizes.MaxSize]);
            var plain = Encoding.UTF8.GetBytes(document.ToString(SaveOptions.DisableFormatting));
            var locked = new byte[plain.Length];
            using var cipher = new AesGcm(key, tag.Length);
            cipher.Encrypt(nonce, plain, locked, tag);
            return new XElement(
                ElementName, new XAttribute("version", 1), new XAttribute("rounds", Rounds), new XAttribute("salt", Convert.ToBase64String(_salt)),
                new XAttribute("nonce", Convert.ToBase64String(nonce)), new XAttribute("tag", Convert.ToBase64String(tag)), Convert.ToBase64String(locked));
        }
    }

    /// <summary>The document of a locked one; null when another key locked it, or it was changed.</summary>
    public XElement? Unlock(XElement document)
    {
        try
        {
            var (nonce, tag, locked) = (Bytes(document, "nonce"), Bytes(document, "tag"), Convert.FromBase64String(document.Value));
            var plain = new byte[locked.Length];
            using var cipher = new AesGcm(KeyFor(Bytes(document, "salt"), (int?)document.Attribute("rounds") ?? Rounds), tag.Length);
            cipher.Decrypt(nonce, locked, tag, plain);
            return XElement.Parse(Encoding.UTF8.GetString(plain));
        }
        catch (Exception foreign) when (foreign is CryptographicException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    // Deriving takes long on purpose; all documents of one store have the salt of the first.
    private byte[] KeyFor(byte[] salt, int rounds)
    {
        lock (_gate)
        {
            if (_key is null || rounds != Rounds || !_salt.AsSpan().SequenceEqual(salt))
            {
                if (rounds is < 1 or > 100 * Rounds)
                    throw new FormatException("The number of rounds is out of its range.");
                var key = Derive(salt, rounds);
                if (rounds != Rounds)
                    return key;
                (_salt, _key) = (salt, key);
            }

            return _key;
        }
    }

    private byte[] Derive(byte[] salt, int rounds) => Rfc2898DeriveBytes.Pbkdf2(_secret, salt, rounds, HashAlgorithmName.SHA512, 32);

    private static byte[] Bytes(XElement document, string name) => Convert.FromBase64String((string?)document.Attribute(name) ?? "");

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreStartupException($"The file of {FileSetting} cannot be read: {failure.Message}", failure);
        }
    }
}
