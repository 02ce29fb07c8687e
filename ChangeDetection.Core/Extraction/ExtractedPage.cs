namespace ChangeDetection.Core.Extraction;

/// <summary>What was read from a page.</summary>
/// <param name="Kind">What the page is.</param>
/// <param name="Text">The text of the whole page or of the parts the filters found.</param>
/// <param name="Title">The page's own title, or null.</param>
/// <param name="HasFilters">Whether include filters were applied.</param>
/// <param name="HasImage">Whether a part that the filters found has an image.</param>
/// <param name="IsFound">False when include filters were applied and none found anything.</param>
internal sealed record ExtractedPage(PageKind Kind, string Text, string? Title, bool HasFilters = false, bool HasImage = false, bool IsFound = true);
