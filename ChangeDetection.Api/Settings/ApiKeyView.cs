namespace ChangeDetection.Api.Settings;

/// <summary>The main key of the REST API, just made.</summary>
/// <param name="Key">What programs send as <c>x-api-key</c>.</param>
public sealed record ApiKeyView(string Key);
