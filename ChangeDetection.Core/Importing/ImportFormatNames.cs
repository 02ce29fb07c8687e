namespace ChangeDetection.Core.Importing;

/// <summary>The names by which people and programs choose a format.</summary>
public static class ImportFormatNames
{
    private static readonly Dictionary<string, ImportFormat> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        ["urls"] = ImportFormat.UrlList,
        ["csv"] = ImportFormat.Csv,
        ["xlsx"] = ImportFormat.Xlsx,
        ["distill"] = ImportFormat.Distill,
        ["urlwatch"] = ImportFormat.Urlwatch,
        ["opml"] = ImportFormat.Opml,
        ["changedetection.io"] = ImportFormat.Datastore,
    };

    /// <summary>All names, in the order of the formats.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Formats.OrderBy(format => format.Value).Select(format => format.Key)];

    /// <summary>The name of a format.</summary>
    public static string Of(ImportFormat format) => All[(int)format];

    /// <summary>The format of a name in any case; false when there is none.</summary>
    public static bool TryParse(string? name, out ImportFormat format) => Formats.TryGetValue(name?.Trim() ?? "", out format);
}
