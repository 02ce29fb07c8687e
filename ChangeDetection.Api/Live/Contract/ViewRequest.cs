namespace ChangeDetection.Api.Live.Contract;

/// <summary>The part of a list that a client shows from now on.</summary>
public sealed record ViewRequest
{
    /// <summary>A number of the client's choice, higher than any before on this connection; every update of the view carries it.</summary>
    public int View { get; init; }

    /// <summary>The list; null for all watches, newest change first.</summary>
    public ListRequest? List { get; init; }

    /// <summary>The place of the first row, from 0.</summary>
    public int First { get; init; }

    /// <summary>The most rows, up to 200; 0 for counts alone.</summary>
    public int Count { get; init; }
}
