namespace ChangeDetection.Api.Security.Sharing;

/// <summary>A link to make.</summary>
/// <param name="From">The older version.</param>
/// <param name="To">The newer version.</param>
/// <param name="Days">How many days it works; null for as long as the watch is there.</param>
public sealed record ShareForm(int From, int To, int? Days);
