using System.Text;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>A page's words as every database can hold them.</summary>
internal static class StorableText
{
    /// <summary>The text with NUL and halves of surrogate pairs, which PostgreSQL refuses, replaced by the replacement character.</summary>
    public static string? Of(string? text)
    {
        if (text is null || IsStorable(text))
            return text;
        var storable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            storable.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        return storable.ToString();
    }

    private static bool IsStorable(string text)
    {
        foreach (var character in text)
        {
            if (character == '\0' || char.IsSurrogate(character))
                return false;
        }

        return true;
    }
}
