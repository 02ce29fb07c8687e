using System.Xml;
using System.Xml.XPath;
using AngleSharp.Dom;

namespace ChangeDetection.Core.Extraction.Selecting;

/// <summary>Lets XPath engines walk the page's document. Every step is counted, so no expression outlives the check's deadline.</summary>
/// <remarks>HTML elements have no namespace here, so that <c>//div</c> means what people mean; an XML prefix is its own namespace.</remarks>
internal sealed class DomNavigator(PageDom page, INode node, int attribute = -1) : XPathNavigator
{
    /// <summary>The namespace that stands for a prefix as the page writes it.</summary>
    public const string PrefixNamespace = "urn:prefix:";

    private INode _node = node;
    private int _attribute = attribute;

    public override string BaseURI => "";

    public override bool IsEmptyElement => _attribute < 0 && _node is IElement && !_node.HasChildNodes;

    public override string LocalName => _attribute >= 0 ? Attribute.LocalName : _node is IElement element ? element.LocalName : "";

    public override string Name => _attribute >= 0 ? Attribute.Name : _node is IElement element ? NameOf(element) : "";

    public override string NamespaceURI => Prefix.Length == 0 ? "" : PrefixNamespace + Prefix;

    public override XmlNameTable NameTable { get; } = new NameTable();

    public override XPathNodeType NodeType => _attribute >= 0 ? XPathNodeType.Attribute : _node switch
    {
        IDocument => XPathNodeType.Root,
        IElement => XPathNodeType.Element,
        _ => XPathNodeType.Text,
    };

    public override string Prefix => page.IsXml ? (_attribute >= 0 ? Attribute.Prefix : (_node as IElement)?.Prefix) ?? "" : "";

    public override string Value => _attribute >= 0 ? page.Counted(Attribute.Value) : page.TextOf(_node);

    public override object UnderlyingObject => _node;

    private IAttr Attribute => ((IElement)_node).Attributes[_attribute]!;

    public override XPathNavigator Clone()
    {
        page.Deadline.Tick();
        return new DomNavigator(page, _node, _attribute);
    }

    public override bool IsSamePosition(XPathNavigator other) =>
        other is DomNavigator navigator && navigator._node == _node && navigator._attribute == _attribute;

    public override XmlNodeOrder ComparePosition(XPathNavigator? nav)
    {
        page.Deadline.Tick();
        if (nav is not DomNavigator other)
            return XmlNodeOrder.Unknown;
        var order = page.OrderOf(_node).CompareTo(page.OrderOf(other._node));
        order = order != 0 ? order : _attribute.CompareTo(other._attribute);
        return order < 0 ? XmlNodeOrder.Before : order > 0 ? XmlNodeOrder.After : XmlNodeOrder.Same;
    }

    public override bool MoveTo(XPathNavigator other)
    {
        page.Deadline.Tick();
        if (other is not DomNavigator navigator)
            return false;
        (_node, _attribute) = (navigator._node, navigator._attribute);
        return true;
    }

    public override bool MoveToFirstAttribute()
    {
        page.Deadline.Tick();
        if (_attribute >= 0 || _node is not IElement { Attributes.Length: > 0 })
            return false;
        _attribute = 0;
        return true;
    }

    public override bool MoveToNextAttribute()
    {
        page.Deadline.Tick();
        if (_attribute < 0 || _attribute + 1 >= ((IElement)_node).Attributes.Length)
            return false;
        _attribute++;
        return true;
    }

    public override bool MoveToFirstChild() => _attribute < 0 && MoveToShown(_node.ChildNodes, 0, 1);

    public override bool MoveToNext() => MoveToSibling(1);

    public override bool MoveToPrevious() => MoveToSibling(-1);

    public override bool MoveToParent()
    {
        page.Deadline.Tick();
        if (_attribute >= 0)
            _attribute = -1;
        else if (_node.Parent is { } parent)
            _node = parent;
        else
            return false;
        return true;
    }

    public override void MoveToRoot()
    {
        page.Deadline.Tick();
        (_node, _attribute) = (page.Document, -1);
    }

    public override bool MoveToFirstNamespace(XPathNamespaceScope namespaceScope) => false;

    public override bool MoveToNextNamespace(XPathNamespaceScope namespaceScope) => false;

    public override bool MoveToId(string id) => false;

    private bool MoveToSibling(int step) =>
        _attribute < 0 && _node.Parent is { } parent && MoveToShown(parent.ChildNodes, page.IndexOf(_node) + step, step);

    private bool MoveToShown(INodeList candidates, int at, int step)
    {
        page.Deadline.Tick();
        for (; at >= 0 && at < candidates.Length; at += step)
        {
            if (candidates[at] is not (IElement or IText))
                continue;
            _node = candidates[at];
            return true;
        }

        return false;
    }

    private static string NameOf(IElement element) => string.IsNullOrEmpty(element.Prefix) ? element.LocalName : $"{element.Prefix}:{element.LocalName}";
}
