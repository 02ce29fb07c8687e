using System.Security.Cryptography;
using System.Text;

namespace ChangeDetection.Core.Watches;

/// <summary>Turns a name that a client chose into the identity of a watch, so that the same request sent twice means the same watch.</summary>
public static class WatchKey
{
    /// <summary>The most characters of a key.</summary>
    public const int MaxLength = 200;

    private static readonly byte[] Space = "changedetection/watch-key/"u8.ToArray();

    /// <summary>The identity for a key: a UUID of version 8, made from its hash.</summary>
    public static WatchId ToId(string key)
    {
        var hash = SHA256.HashData([.. Space, .. Encoding.UTF8.GetBytes(key)]).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new WatchId(new Guid(hash, bigEndian: true));
    }
}
