namespace ChangeDetection.Api.Security.Keys;

/// <summary>A key just made: the only answer that holds it.</summary>
/// <param name="Key">Its facts.</param>
/// <param name="Secret">What programs send as <c>x-api-key</c>.</param>
public sealed record MadeKeyView(KeyView Key, string Secret);
