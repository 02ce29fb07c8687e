using System.Globalization;

namespace ChangeDetection.Core.Extraction.Html.Layout;

/// <summary>The numbers of a list's items.</summary>
/// <param name="Numbering">How they are written: <c>1</c>, <c>a</c>, <c>A</c>, <c>i</c> or <c>I</c>; <c>*</c> for bullets.</param>
/// <param name="Number">The number of the next item.</param>
internal readonly record struct ItemNumbers(char Numbering, int Number)
{
    private const int MaxRoman = 3999;

    private static readonly (int Value, string Letters)[] Roman =
        [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];

    /// <summary>A list with bullets.</summary>
    public static ItemNumbers None { get; } = new('*', 0);

    /// <summary>What stands before the next item.</summary>
    public string Mark => (Numbering switch
    {
        '*' => "*",
        'a' or 'A' when Number > 0 => Letters(Number),
        'i' or 'I' when Number is > 0 and <= MaxRoman => RomanOf(Number),
        _ => Number.ToString(CultureInfo.InvariantCulture) + ".",
    }) + " ";

    /// <summary>The numbers after the next item.</summary>
    public ItemNumbers Next() => this with { Number = unchecked(Number + 1) };

    private string Letters(int number)
    {
        var letters = "";
        for (; number > 0; number = (number - 1) / 26)
            letters = (char)('a' + ((number - 1) % 26)) + letters;
        return Cased(letters);
    }

    private string RomanOf(int number)
    {
        var letters = "";
        foreach (var (value, text) in Roman)
        {
            for (; number >= value; number -= value)
                letters += text;
        }

        return Cased(letters);
    }

    private string Cased(string letters) => (char.IsUpper(Numbering) ? letters.ToUpperInvariant() : letters) + ".";
}
