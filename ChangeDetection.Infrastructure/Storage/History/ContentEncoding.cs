namespace ChangeDetection.Infrastructure.Storage.History;

/// <summary>How a content's bytes are kept. The numbers are stored and never change.</summary>
internal enum ContentEncoding
{
    /// <summary>UTF-8 as it is.</summary>
    Utf8 = 0,

    /// <summary>UTF-8, compressed with Brotli.</summary>
    Brotli = 1,
}
