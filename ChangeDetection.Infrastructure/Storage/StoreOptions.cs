using System.ComponentModel.DataAnnotations;

namespace ChangeDetection.Infrastructure.Storage;

/// <summary>Where data goes.</summary>
internal sealed class StoreOptions
{
    public const string Section = "Storage";

    /// <summary>The one directory for everything durable; made when missing. The environment variable DATASTORE_PATH sets it too.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Directory { get; init; } = "./data";
}
