using ChangeDetection.Core.Listing;

namespace ChangeDetection.Api.Live.Contract;

/// <summary>A group as lists show it.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Counts">The counts of its watches.</param>
/// <param name="Colour">The colour lists show it in, in hexadecimal digits; null for the usual one.</param>
public sealed record GroupView(string Id, string Title, ListCounts Counts, string? Colour = null);
