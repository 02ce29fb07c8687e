namespace ChangeDetection.Benchmarks.Load.Origin;

/// <summary>What the origin does about ETag.</summary>
internal enum TagUse
{
    /// <summary>It sends none and always the whole page.</summary>
    None,

    /// <summary>It sends one, and 304 to those who have it.</summary>
    Honoured,

    /// <summary>It sends one, and always the whole page.</summary>
    Ignored,
}
