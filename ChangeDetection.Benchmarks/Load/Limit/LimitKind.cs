namespace ChangeDetection.Benchmarks.Load.Limit;

/// <summary>How little can be done with a page.</summary>
internal enum LimitKind
{
    /// <summary>GET and a hash of the body.</summary>
    Hash,

    /// <summary>GET, AngleSharp, the text of the body.</summary>
    Text,

    /// <summary>A conditional GET that is answered with 304.</summary>
    NotModified,
}
