namespace ChangeDetection.Core.Importing;

/// <summary>How much an import may bring. The sizes of archives are those of the compatible product (peer behaviour, section 11.4).</summary>
public static class ImportLimits
{
    /// <summary>The largest file that is not an archive, in bytes.</summary>
    public const int FileBytes = 64 * 1024 * 1024;

    /// <summary>The largest archive, in bytes.</summary>
    public const long ArchiveBytes = 256L * 1024 * 1024;

    /// <summary>The most bytes that all files of an archive may come to.</summary>
    public const long ExpandedBytes = 1024L * 1024 * 1024;

    /// <summary>The most files in an archive.</summary>
    public const int ArchiveEntries = 200_000;

    /// <summary>The most watches of one import.</summary>
    public const int Watches = 200_000;

    /// <summary>The largest document of one watch or group, in bytes.</summary>
    public const int DocumentBytes = 16 * 1024 * 1024;

    /// <summary>The largest text of one version, in bytes; a page as large as this is never fetched.</summary>
    public const int VersionBytes = 32 * 1024 * 1024;

    /// <summary>The largest icon, in bytes.</summary>
    public const int IconBytes = 1024 * 1024;

    /// <summary>The deepest nesting of a document.</summary>
    public const int Depth = 64;
}
