namespace ChangeDetection.Core.Checks;

/// <summary>What a site gave with a page so that one can ask whether it is still the same (RFC 9110, section 8.8).</summary>
/// <param name="Address">The address that answered, after redirects; only there do they mean anything.</param>
/// <param name="ETag">The entity tag, as it came; null when there was none.</param>
/// <param name="LastModified">The date of the last modification, as it came; null when there was none.</param>
/// <param name="Headers">A fingerprint of the installation's headers that the page was asked for with; with others it may be another page. Null when there were none.</param>
public sealed record PageValidators(string Address, string? ETag, string? LastModified, string? Headers = null);
