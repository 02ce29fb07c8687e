using System.Buffers.Binary;
using System.Text;

namespace ChangeDetection.Tests.Support;

/// <summary>What a server sends, cut into the frames of the WebSocket protocol (RFC 6455, 5.2) once it has switched to it; on demand frames are lost, doubled and shuffled.</summary>
internal sealed class FrameShuffler(Random dice)
{
    private const byte TextFrame = 0x81;

    private readonly List<byte> _rest = [];
    private readonly List<byte[]> _kept = [];
    private bool? _isSwitched;

    /// <summary>The bytes to pass on instead of those received.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Pass(ReadOnlyMemory<byte> received, bool isShuffling)
    {
        _rest.AddRange(received.Span);
        if (_isSwitched is null && Encoding.ASCII.GetString([.. _rest]).IndexOf("\r\n\r\n", StringComparison.Ordinal) is var end and >= 0)
        {
            _isSwitched = Encoding.ASCII.GetString([.. _rest]).StartsWith("HTTP/1.1 101", StringComparison.Ordinal);
            if (_isSwitched is true)
                yield return Take(end + 4);
        }

        if (_isSwitched is not true)
        {
            yield return Take(_rest.Count);
            yield break;
        }

        while (Length() is { } length && _rest.Count >= length)
        {
            foreach (var frame in isShuffling ? Shuffled(Take(length)) : [.. Released(), Take(length)])
                yield return frame;
        }
    }

    private IEnumerable<byte[]> Shuffled(byte[] frame)
    {
        // Whatever is no message, such as a close, passes.
        var fate = frame[0] == TextFrame ? dice.Next(10) : 9;
        switch (fate)
        {
            case 0:
                break;
            case 1 or 2:
                _kept.Add(frame);
                break;
            case 3:
                yield return frame;
                yield return frame;
                break;
            default:
                yield return frame;
                // Those kept come after a later one: out of turn.
                foreach (var late in Released())
                    yield return late;
                break;
        }
    }

    private List<byte[]> Released()
    {
        List<byte[]> late = [.. _kept];
        _kept.Clear();
        return late;
    }

    private byte[] Take(int count)
    {
        byte[] taken = [.. _rest.Take(count)];
        _rest.RemoveRange(0, count);
        return taken;
    }

    // Frames of a server are not masked.
    private int? Length() => _rest switch
    {
        { Count: < 2 } => null,
        _ when (_rest[1] & 0x7f) < 126 => 2 + (_rest[1] & 0x7f),
        _ when (_rest[1] & 0x7f) == 126 => _rest.Count < 4 ? null : 4 + BinaryPrimitives.ReadUInt16BigEndian([.. _rest.Take(4).Skip(2)]),
        _ => _rest.Count < 10 ? null : 10 + (int)BinaryPrimitives.ReadUInt64BigEndian([.. _rest.Take(10).Skip(2)]),
    };
}
