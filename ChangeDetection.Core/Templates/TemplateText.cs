namespace ChangeDetection.Core.Templates;

/// <summary>Text in which a person may have written Liquid templates: addresses, header values and bodies.</summary>
public static class TemplateText
{
    private const int MaxLength = 64 * 1024;
    private const int MaxTags = 100;
    private const int MaxBrackets = 1000;
    private const int StackSize = 64 * 1024 * 1024;
    private const int AlwaysFits = 200;

    /// <summary>Whether the text has templates; other text is left as it is.</summary>
    public static bool IsTemplate(string text) =>
        text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal);

    /// <summary>Fills the templates in; text without any comes back unchanged.</summary>
    /// <param name="text">What a person wrote.</param>
    /// <param name="clock">What <c>now</c> is.</param>
    /// <exception cref="TemplateException">It cannot be read, or needs more than it may.</exception>
    public static string Render(string text, TimeProvider clock)
    {
        if (!IsTemplate(text))
            return text;
        Measure(text);
        return text.Length <= AlwaysFits && CountBrackets(text) < MaxBrackets / 50 ? TemplateEngine.Render(text, clock) : RenderApart(text, clock);
    }

    // The engine reads nested tags and brackets by recursion, and a process does not outlive a stack that is full.
    private static void Measure(string text)
    {
        if (text.Length > MaxLength)
            throw new TemplateException($"A text with templates may have at most {MaxLength} characters.");
        if (text.AsSpan().Count("{%") > MaxTags)
            throw new TemplateException($"A text may have at most {MaxTags} template tags.");
        if (CountBrackets(text) > MaxBrackets)
            throw new TemplateException($"A text with templates may have at most {MaxBrackets} opening brackets.");
    }

    private static int CountBrackets(string text) => text.AsSpan().Count('(') + text.AsSpan().Count('[');

    // What is not short gets a stack of its own on which everything within the limits fits.
    private static string RenderApart(string text, TimeProvider clock)
    {
        var rendered = "";
        TemplateException? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    rendered = TemplateEngine.Render(text, clock);
                }
                catch (TemplateException wrong)
                {
                    failure = wrong;
                }
            },
            StackSize);
        thread.Start();
        thread.Join();
        return failure is null ? rendered : throw new TemplateException(failure.Message, failure);
    }
}
