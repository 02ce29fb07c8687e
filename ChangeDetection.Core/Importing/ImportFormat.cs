namespace ChangeDetection.Core.Importing;

/// <summary>The kinds of files that watches can be read from.</summary>
public enum ImportFormat
{
    /// <summary>One address a line, groups behind it.</summary>
    UrlList = 0,

    /// <summary>A table as text, its cells separated by commas, semicolons or tabs.</summary>
    Csv = 1,

    /// <summary>An Excel workbook; its first sheet is read.</summary>
    Xlsx = 2,

    /// <summary>The JSON export of Distill.io.</summary>
    Distill = 3,

    /// <summary>The jobs file of urlwatch or webchanges, in YAML.</summary>
    Urlwatch = 4,

    /// <summary>A list of feeds, in OPML.</summary>
    Opml = 5,

    /// <summary>The datastore of changedetection.io: a directory, a backup archive, or its single file <c>url-watches.json</c>.</summary>
    Datastore = 6,
}
