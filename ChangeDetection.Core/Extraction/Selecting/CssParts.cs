using System.Text.RegularExpressions;
using AngleSharp.Css;
using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;

namespace ChangeDetection.Core.Extraction.Selecting;

/// <summary>Finds elements by CSS selector in time that grows with the page, not with its nesting.</summary>
/// <remarks>The library tries every ancestor for every combinator; here each combinator is one pass over the page.</remarks>
internal static partial class CssParts
{
    private const int MaxInnerCombinators = 2;

    /// <summary>The elements a selector matches, in document order.</summary>
    /// <exception cref="FilterException">It is no CSS selector.</exception>
    public static IReadOnlyList<IElement> Select(PageDom page, string expression)
    {
        var found = Match(page, Parse(expression));
        return found.Count == 0 ? [] : [.. page.Elements().Where(found.Contains)];
    }

    /// <summary>Reads a selector.</summary>
    /// <exception cref="FilterException">It is no CSS selector.</exception>
    public static ISelector Parse(string expression)
    {
        ISelector? selector;
        try
        {
            selector = new CssSelectorParser().ParseSelector(expression);
        }
        catch (DomException wrong)
        {
            throw new FilterException($"'{expression}' is not a valid CSS selector.", wrong);
        }

        if (selector is null || selector.Text.Length == 0)
            throw new FilterException($"'{expression}' is not a valid CSS selector.");
        if (NestedHas().IsMatch(expression) || InnerCombinators().Matches(expression).Any(inner => inner.Groups["gap"].Captures.Count > MaxInnerCombinators))
            throw new FilterException($"'{expression}' is too complex: within :has(), :not() and :is() only short selectors without another :has() can be used.");
        return selector;
    }

    private static HashSet<IElement> Match(PageDom page, ISelector selector)
    {
        var shape = new Shape();
        selector.Accept(shape);
        if (shape.Alternatives is { } alternatives)
            return [.. alternatives.SelectMany(one => Match(page, one))];
        if (shape.Steps is not { } steps)
            return [.. page.Elements().Where(element => Matches(page, selector, element))];
        var current = Match(page, steps[0]);
        for (var n = 1; n < steps.Count && current.Count > 0; n++)
            current = Step(page, current, shape.Combinators![n - 1].Trim(), steps[n]);
        return current;
    }

    private static HashSet<IElement> Step(PageDom page, HashSet<IElement> from, string combinator, ISelector to)
    {
        var (found, reached) = (new HashSet<IElement>(), new HashSet<IElement>());
        var last = new Dictionary<INode, IElement>();
        foreach (var element in page.Elements())
        {
            var parent = element.Parent!;
            var anchor = combinator is "+" or "~" ? last.GetValueOrDefault(parent) : parent as IElement;
            last[parent] = element;
            if (anchor is null || !(from.Contains(anchor) || (combinator is "" or "~" && reached.Contains(anchor))))
                continue;
            reached.Add(element);
            if (Matches(page, to, element))
                found.Add(element);
        }

        return found;
    }

    private static bool Matches(PageDom page, ISelector selector, IElement element)
    {
        // One look may search the element's whole subtree or all its siblings.
        page.Deadline.Tick();
        if (element.ChildElementCount > 0 || element.Parent?.ChildNodes.Length > 1000)
            page.Deadline.Tick();
        return selector.Match(element, null);
    }

    [GeneratedRegex(":has\\([^)]*:has\\(", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex NestedHas();

    [GeneratedRegex(":(has|not|is|where|matches)\\((?:[^()\\s>+~]+|(?<gap>[\\s>+~]+)|\\([^()]*\\))*\\)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InnerCombinators();

    private sealed class Shape : ISelectorVisitor
    {
        public IReadOnlyList<ISelector>? Alternatives { get; private set; }

        public IReadOnlyList<ISelector>? Steps { get; private set; }

        public IReadOnlyList<string>? Combinators { get; private set; }

        public void List(IEnumerable<ISelector> selectors) => Alternatives = [.. selectors];

        public void Combinator(IEnumerable<ISelector> selectors, IEnumerable<string> symbols) =>
            (Steps, Combinators) = ([.. selectors], [.. symbols]);

        public void Attribute(string name, string op, string? value)
        {
        }

        public void Type(string name)
        {
        }

        public void Id(string value)
        {
        }

        public void Child(string name, int step, int offset, ISelector selector)
        {
        }

        public void Class(string name)
        {
        }

        public void PseudoClass(string name)
        {
        }

        public void PseudoElement(string name)
        {
        }

        public void Many(IEnumerable<ISelector> selectors)
        {
        }
    }
}
