using System.Collections.Frozen;

namespace ChangeDetection.Core.Extraction.Html;

/// <summary>What the text layout and the quick reader must know about an element, by its name.</summary>
internal sealed record HtmlTag(string Name, TagTraits Traits)
{
    private const TagTraits Block = TagTraits.Block | TagTraits.Special;
    private const TagTraits Margin = Block | TagTraits.Margin | TagTraits.ClosesParagraph;
    private const TagTraits Section = Block | TagTraits.ClosesParagraph;
    private const TagTraits Implied = TagTraits.ImpliedEnd;
    private const TagTraits Void = TagTraits.Void | TagTraits.Special;
    private const TagTraits RawSkip = TagTraits.Raw | TagTraits.Skipped | TagTraits.Special;
    private const TagTraits Table = TagTraits.TablePart | TagTraits.Special;

    private static readonly (string Names, TagTraits Traits)[] Known =
    [
        ("p", Margin | Implied),
        ("h1 h2 h3 h4 h5 h6", Margin | TagTraits.Heading),
        ("ul ol dl dir menu blockquote figure", Margin),
        ("pre", Margin | TagTraits.Preformatted),
        ("address article aside center details dialog div fieldset footer form header hgroup main nav search section summary figcaption", Section),
        ("body legend optgroup", Block),
        ("li dd dt", Block | Implied),
        ("option", TagTraits.Block | Implied),
        ("select", TagTraits.Block | TagTraits.Special),
        ("textarea", TagTraits.Block | TagTraits.Special | TagTraits.Raw | TagTraits.Preformatted),
        ("table", Block | TagTraits.Margin),
        ("caption", Table),
        ("colgroup tbody thead tfoot tr", Table),
        ("td th", Table | TagTraits.Cell),
        ("hr", Void | TagTraits.Block | TagTraits.ClosesParagraph),
        ("area base basefont bgsound br col embed img input keygen link meta param source track wbr", Void),
        ("script style iframe noembed noframes title", RawSkip),
        ("noscript canvas template datalist", TagTraits.Skipped | TagTraits.Special),
        ("head svg math", TagTraits.Skipped),
        ("a b big code em font i nobr s small strike strong tt u", TagTraits.Formatting),
        ("abbr bdi bdo cite data del dfn ins kbd label mark meter output progress q samp span sub sup time var audio video picture", TagTraits.None),
        ("button object html", TagTraits.Special),
        ("applet frame frameset image isindex listing marquee plaintext rb rp rt rtc ruby xmp", TagTraits.Intricate | TagTraits.Special),
    ];

    private static readonly FrozenDictionary<string, HtmlTag> ByName = Known
        .SelectMany(group => group.Names.Split(' ').Select(name => new HtmlTag(name, group.Traits)))
        .ToFrozenDictionary(tag => tag.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, HtmlTag>.AlternateLookup<ReadOnlySpan<char>> Lookup = ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>An element that HTML does not know: inline, without meaning.</summary>
    public static HtmlTag Unknown { get; } = new("", TagTraits.None);

    public static HtmlTag Of(ReadOnlySpan<char> name) => Lookup.TryGetValue(name, out var tag) ? tag : Unknown;

    public bool Is(TagTraits traits) => (Traits & traits) != 0;
}
