using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace ChangeDetection.Api.Watches;

/// <summary>What a page sends to make a watch.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CreateWatch
{
    /// <summary>The address of the page.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Enter the address of a page, for example https://example.com/news.")]
    public string? Url { get; init; }

    /// <summary>What lists call the watch; empty means the page's own title.</summary>
    [StringLength(5000)]
    public string? Title { get; init; }
}
