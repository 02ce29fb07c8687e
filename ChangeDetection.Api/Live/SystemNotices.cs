namespace ChangeDetection.Api.Live;

/// <summary>What people should know about the system itself right now.</summary>
public sealed class SystemNotices
{
    private volatile IReadOnlyList<string> _current = [];

    /// <summary>The sentences to show; empty when all is well.</summary>
    public IReadOnlyList<string> Current => _current;

    /// <summary>Replaces the sentences; false when they are the same as before.</summary>
    public bool Replace(IReadOnlyList<string> notices)
    {
        if (_current.SequenceEqual(notices))
            return false;
        _current = notices;
        return true;
    }
}
