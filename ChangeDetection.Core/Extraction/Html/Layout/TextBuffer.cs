using System.Buffers;

namespace ChangeDetection.Core.Extraction.Html.Layout;

/// <summary>A growing text in a rented buffer.</summary>
internal sealed class TextBuffer : IDisposable
{
    // No page needs more: it guards the memory against layouts that multiply text.
    private const int MaxLength = 256 * 1024 * 1024;

    private char[] _buffer = ArrayPool<char>.Shared.Rent(8 * 1024);

    public int Length { get; private set; }

    public ReadOnlySpan<char> Span => _buffer.AsSpan(0, Length);

    public void Append(char character)
    {
        Reserve(1);
        _buffer[Length++] = character;
    }

    public void Append(char character, int count)
    {
        Reserve(count);
        _buffer.AsSpan(Length, count).Fill(character);
        Length += count;
    }

    public void Append(ReadOnlySpan<char> text)
    {
        Reserve(text.Length);
        text.CopyTo(_buffer.AsSpan(Length));
        Length += text.Length;
    }

    public void Shorten(int length) => Length = length;

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Reserve(int count)
    {
        if (Length + count <= _buffer.Length)
            return;
        if (Length + (long)count > MaxLength)
            throw new FilterException(Checks.CheckFailure.TooComplex, "The page's text is too large to be laid out.");
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(Length + count, _buffer.Length * 2));
        Span.CopyTo(larger);
        ArrayPool<char>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
