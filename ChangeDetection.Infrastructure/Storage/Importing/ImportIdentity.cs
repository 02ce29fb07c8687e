using System.Security.Cryptography;
using System.Text;
using ChangeDetection.Core.Importing;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Infrastructure.Storage.Importing;

/// <summary>Gives watches of a source without identities one made of what they are, so that the same source read again gives the same watches.</summary>
internal sealed class ImportIdentity
{
    // A namespace of our own (RFC 9562, version 5).
    private static readonly byte[] Namespace = new Guid("6f1d7c1e-7c39-5d5e-9a55-1f6b3f4a8f10").ToByteArray(bigEndian: true);

    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    /// <summary>The identity of a watch; the second of two that are the same in all gets another one.</summary>
    public WatchId Of(ImportedWatch watch)
    {
        if (watch.Id is { } id)
            return id;
        var settings = watch.Draft.Settings with { Tags = [], Unknown = null };
        var text = $"{watch.Draft.Url}\n{WatchSettingsJson.Write(settings)}";
        _seen[text] = _seen.GetValueOrDefault(text) + 1;
        var hash = SHA256.HashData([.. Namespace, .. Encoding.UTF8.GetBytes($"{text}\n{_seen[text]}")]).AsSpan(0, 16);
        // A name-based identity by a hash of our choice is a version 8.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new WatchId(new Guid(hash, bigEndian: true));
    }
}
