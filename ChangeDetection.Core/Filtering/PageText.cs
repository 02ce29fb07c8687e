namespace ChangeDetection.Core.Filtering;

/// <summary>A page's text on its way through the rules.</summary>
/// <param name="Text">The text as people read it.</param>
/// <param name="Compared">The text without ignored lines, by which changes are told.</param>
internal sealed record PageText(string Text, string Compared)
{
    /// <summary>The text before any rule.</summary>
    public static PageText Of(string text) => new(text, text);

    /// <summary>Applies a change to both texts; the same instance when nothing changes.</summary>
    public PageText Map(Func<string, string> change)
    {
        var text = change(Text);
        var compared = ReferenceEquals(Text, Compared) ? text : change(Compared);
        return ReferenceEquals(text, Text) && ReferenceEquals(compared, Compared) ? this : new PageText(text, compared);
    }
}
