using ChangeDetection.Core.Listing;

namespace ChangeDetection.Api.Live.Following;

/// <summary>The part of a list that a client shows.</summary>
/// <param name="Number">The client's number for it.</param>
/// <param name="Query">The list.</param>
/// <param name="First">The place of the first row, from 0.</param>
/// <param name="Count">The most rows.</param>
internal sealed record ListView(int Number, ListQuery Query, int First, int Count);
