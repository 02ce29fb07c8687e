using ChangeDetection.Core.Extraction;

namespace ChangeDetection.Core.Checks.Replaying;

/// <summary>A version of the past to be judged anew: the page as it came where that was kept, else its stored text.</summary>
/// <param name="TakenAt">When it was stored.</param>
/// <param name="Text">The stored text.</param>
/// <param name="Page">The page as it came; null when it was not kept, and then filters on the page's structure cannot be replayed.</param>
public sealed record StoredVersion(DateTimeOffset TakenAt, string Text, PageContent? Page = null);
