using System.Globalization;
using System.Xml.XPath;
using AngleSharp.Dom;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Extraction.Html;

namespace ChangeDetection.Core.Extraction.Selecting;

/// <summary>Runs XPath 1 and turns the results of both XPath engines into parts of the page.</summary>
internal static class XPathParts
{
    private const int MaxParts = 100_000;

    /// <summary>Runs an XPath 1 expression.</summary>
    /// <exception cref="FilterException">The expression is wrong or takes too long.</exception>
    public static IReadOnlyList<SelectedPart> Select1(PageDom page, string expression)
    {
        var navigator = new DomNavigator(page, page.Document);
        try
        {
            return navigator.Evaluate(Compile1(expression)) is var result && result is XPathNodeIterator nodes ? Collect(nodes) : [FromValue(result)];
        }
        catch (Exception wrong) when (wrong is XPathException or ArgumentException or InvalidOperationException)
        {
            throw Invalid(expression, wrong.Message, wrong);
        }
    }

    /// <summary>Compiles an XPath 1 expression.</summary>
    /// <exception cref="FilterException">It is wrong.</exception>
    public static XPathExpression Compile1(string expression)
    {
        try
        {
            return XPathExpression.Compile(expression, PrefixNamespaces.Instance);
        }
        catch (Exception wrong) when (wrong is XPathException or ArgumentException)
        {
            throw Invalid(expression, wrong.Message, wrong);
        }
    }

    /// <summary>Compiles an expression and tries it on an empty page, where unknown functions come to light.</summary>
    /// <exception cref="FilterException">It is wrong.</exception>
    public static void Validate1(string expression, CheckDeadline deadline) => Select1(EmptyPage(deadline), expression);

    /// <summary>A page without content.</summary>
    public static PageDom EmptyPage(CheckDeadline deadline) => new(HtmlDocuments.Parse("<p>x</p>".AsMemory(), deadline), isXml: false, deadline);

    /// <summary>The message about a wrong expression.</summary>
    public static FilterException Invalid(string expression, string reason, Exception? cause = null) =>
        new($"'{expression}' is not a valid XPath expression. ({reason})", cause);

    /// <summary>One result of either engine.</summary>
    public static SelectedPart FromItem(XPathItem item)
    {
        if (item is not XPathNavigator node)
            return FromValue(item.TypedValue);
        return node.UnderlyingObject switch
        {
            IDocument document when document.Children.FirstOrDefault() is { } root => new SelectedPart.Node(root),
            IElement element when node.NodeType == XPathNodeType.Element => new SelectedPart.Node(element),
            _ => new SelectedPart.Words(node.Value.Trim()),
        };
    }

    /// <summary>A result that is no node.</summary>
    public static SelectedPart FromValue(object? value) => new SelectedPart.Words(value switch
    {
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    });

    /// <summary>Counts parts against the most a filter may find.</summary>
    public static void Add(List<SelectedPart> parts, SelectedPart part)
    {
        if (parts.Count >= MaxParts)
            throw new FilterException(CheckFailure.TooComplex, $"A filter finds more than {MaxParts} parts; make it more specific.");
        parts.Add(part);
    }

    private static List<SelectedPart> Collect(XPathNodeIterator nodes)
    {
        var parts = new List<SelectedPart>();
        while (nodes.MoveNext())
            Add(parts, FromItem(nodes.Current!));
        return parts;
    }
}
