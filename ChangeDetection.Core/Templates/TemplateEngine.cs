using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace ChangeDetection.Core.Templates;

/// <summary>Liquid without anything that reaches out: no objects of the host, no files, and limits on steps, time and size.</summary>
internal static class TemplateEngine
{
    private const int MaxSteps = 10_000;

    // What is left reads and writes nothing but the template's own variables.
    private static readonly string[] BannedTags = ["include", "render", "ifchanged", "tablerow", "liquid"];

    private static readonly FluidParser Parser = MakeParser();
    private static readonly TemplateOptions Options = MakeOptions();

    public static string Render(string text, TimeProvider clock)
    {
        var limits = new TemplateLimits(clock);
        try
        {
            if (!Parser.TryParse(text, out var template, out var error))
                throw new TemplateException(error);
            new RangeJudge().VisitTemplate(template);
            var context = new TemplateContext(Options) { Now = clock.GetUtcNow };
            limits.Attach(context);
            using var writer = new BoundedWriter(limits);
            // Nothing in a template waits for anything, so this is done when it returns.
            template.RenderAsync(writer, context, NullEncoder.Default).GetAwaiter().GetResult();
            return writer.ToString();
        }
        catch (Exception failure) when (failure is not TemplateException)
        {
            // Whatever the engine stumbles over, numbers too large or a division by zero, a person wrote it.
            throw new TemplateException(failure.Message, failure);
        }
    }

    private static FluidParser MakeParser()
    {
        var parser = new FluidParser();
        foreach (var tag in BannedTags)
            parser.RegisteredTags.Remove(tag);
        // The engine's own would collect without a limit.
        parser.RegisterIdentifierBlock("capture", CaptureAsync);
        NowTag.Register(parser);
        return parser;
    }

    private static TemplateOptions MakeOptions()
    {
        var options = new TemplateOptions { MaxSteps = MaxSteps, TimeZone = TimeZoneInfo.Utc };
        TemplateFilters.Limit(options.Filters);
        return options;
    }

    private static async ValueTask<Completion> CaptureAsync(
        string name, IReadOnlyList<Statement> statements, TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        using var captured = new BoundedWriter(TemplateLimits.Of(context));
        var completion = Completion.Normal;
        foreach (var statement in statements)
        {
            completion = await statement.WriteToAsync(captured, encoder, context);
            if (completion != Completion.Normal)
                break;
        }

        context.SetValue(name, new StringValue(captured.ToString(), encode: false));
        return completion;
    }
}
