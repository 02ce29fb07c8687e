namespace ChangeDetection.Infrastructure.Storage.Rows;

/// <summary>A named document of settings.</summary>
internal sealed class SettingRow
{
    public required string Name { get; init; }
    public required string Value { get; set; }
}
