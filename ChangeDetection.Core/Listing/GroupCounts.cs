namespace ChangeDetection.Core.Listing;

/// <summary>The counts of a group that has watches.</summary>
/// <param name="Group">The group's identity.</param>
/// <param name="Counts">Its counts.</param>
public sealed record GroupCounts(string Group, ListCounts Counts);
