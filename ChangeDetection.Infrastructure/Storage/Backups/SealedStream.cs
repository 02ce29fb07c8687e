using System.Security.Cryptography;
using System.Text;

namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>
/// Passes a zip on as it is written and puts a seal into the comment at its end: the hash of all bytes before it, so that a single
/// flipped bit anywhere in the file shows.
/// </summary>
internal sealed class SealedStream(Stream inner) : Stream
{
    private const string Mark = "sha256:";

    /// <summary>What the zip's comment is until the seal takes its place.</summary>
    public static readonly string Placeholder = Mark + new string('0', 2 * SHA256.HashSizeInBytes);

    /// <summary>The bytes of the seal.</summary>
    public static readonly int SealBytes = Placeholder.Length;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream _waiting = new();
    private byte[] _held = [];

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The seal of a file whose bytes before it have this hash.</summary>
    public static byte[] SealOf(ReadOnlySpan<byte> hash) => Encoding.ASCII.GetBytes(Mark + Convert.ToHexStringLower(hash));

    /// <summary>Writes the seal; the zip is complete.</summary>
    public async Task SealAsync(CancellationToken cancellationToken)
    {
        if (!_held.AsSpan().SequenceEqual(Encoding.ASCII.GetBytes(Placeholder)))
            throw new InvalidOperationException("The zip does not end with the place for its seal.");
        await WriteAsync(ReadOnlyMemory<byte>.Empty, cancellationToken);
        await inner.WriteAsync(SealOf(_hash.GetHashAndReset()), cancellationToken);
        await inner.FlushAsync(cancellationToken);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await inner.WriteAsync(_waiting.GetBuffer().AsMemory(0, (int)_waiting.Length), cancellationToken);
        _waiting.SetLength(0);
        var ready = Take(buffer.Span);
        _hash.AppendData(ready);
        await inner.WriteAsync(ready, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // The zip writes its few headers so, which a connection does not let pass: they go with the next bytes.
    public override void Write(byte[] buffer, int offset, int count)
    {
        var ready = Take(buffer.AsSpan(offset, count));
        _hash.AppendData(ready);
        _waiting.Write(ready, 0, ready.Length);
    }

    public override void Flush()
    {
        // Nothing is complete before the seal.
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _hash.Dispose();
        base.Dispose(disposing);
    }

    // The last bytes so far may be the place of the seal: they are held back.
    private byte[] Take(ReadOnlySpan<byte> bytes)
    {
        byte[] all = [.. _held, .. bytes];
        var ready = Math.Max(0, all.Length - Placeholder.Length);
        _held = all[ready..];
        return all[..ready];
    }
}
