using System.Text;
using System.Xml;

namespace ChangeDetection.Api.Feeds;

/// <summary>Texts that XML can hold.</summary>
internal static class XmlText
{
    /// <summary>The text without characters that XML has no way to write, such as most control characters and halves of surrogate pairs.</summary>
    public static string Of(string text)
    {
        for (var n = 0; n < text.Length; n++)
        {
            if (LengthAt(text, n) is 0)
                return Cleaned(text, n);
            n += LengthAt(text, n) - 1;
        }

        return text;
    }

    private static string Cleaned(string text, int first)
    {
        var cleaned = new StringBuilder(text, 0, first, text.Length);
        for (var n = first; n < text.Length; n++)
        {
            var length = LengthAt(text, n);
            cleaned.Append(text, n, length);
            n += Math.Max(0, length - 1);
        }

        return cleaned.ToString();
    }

    /// <summary>How many UTF-16 units the character there takes; 0 when XML cannot hold it.</summary>
    private static int LengthAt(string text, int n) =>
        XmlConvert.IsXmlChar(text[n]) ? 1
        : n + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[n + 1], text[n]) ? 2
        : 0;
}
