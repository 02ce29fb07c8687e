namespace ChangeDetection.Core.Comparing.Writing;

/// <summary>How a difference is written.</summary>
public enum DifferenceFormat
{
    /// <summary>Plain text with words such as <c>(added)</c>.</summary>
    Text = 0,

    /// <summary>HTML with the same words.</summary>
    Html = 1,

    /// <summary>HTML with colours.</summary>
    HtmlColor = 2,

    /// <summary>Markdown.</summary>
    Markdown = 3,

    /// <summary>Plain text with the peer's place-marker tokens (v1 parameter <c>no_markup</c>).</summary>
    PlaceMarkers = 4,
}
