using AngleSharp.Dom;

namespace ChangeDetection.Core.Extraction.Selecting;

/// <summary>What a filter found: an element, or text.</summary>
internal abstract record SelectedPart
{
    private SelectedPart()
    {
    }

    /// <summary>An element of the page.</summary>
    public sealed record Node(IElement Element) : SelectedPart;

    /// <summary>Text shown as it is.</summary>
    public sealed record Words(string Text) : SelectedPart;
}
