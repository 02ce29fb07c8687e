namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>What a backup is made of: a zip with a manifest, the settings, and one file of JSON lines for each table.</summary>
internal static class BackupFormat
{
    /// <summary>Raised when an older product could no longer restore what a newer one writes.</summary>
    public const int Version = 1;

    public const string Product = "ChangeDetection";
    public const string Manifest = "manifest.json";
    public const string Settings = "settings.json";

    /// <summary>The most bytes of the manifest.</summary>
    public const int LargestManifest = 1 << 20;

    /// <summary>The most bytes of the settings.</summary>
    public const int LargestSettings = 64 << 20;

    /// <summary>The most bytes of one row; a text of a version is at most what the fetcher lets through.</summary>
    public const int LargestLine = 256 << 20;

    /// <summary>The most bytes of a text before compression.</summary>
    public const int LargestText = 256 << 20;
}
