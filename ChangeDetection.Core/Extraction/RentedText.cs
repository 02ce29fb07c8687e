using System.Buffers;

namespace ChangeDetection.Core.Extraction;

/// <summary>Text in a buffer of the shared pool; disposing gives the buffer back.</summary>
internal readonly struct RentedText(char[] buffer, int length) : IDisposable
{
    public ReadOnlySpan<char> Span => buffer.AsSpan(0, length);

    public ReadOnlyMemory<char> Memory => buffer.AsMemory(0, length);

    public void Dispose() => ArrayPool<char>.Shared.Return(buffer);
}
