using Fluid;
using Fluid.Values;

namespace ChangeDetection.Core.Templates;

/// <summary>What one filling-in may still use.</summary>
internal sealed class TemplateLimits(TimeProvider clock)
{
    private const string Key = "limits";
    private const int MaxOutput = 1024 * 1024;
    private const int MaxValue = 256 * 1024;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(1);

    private readonly long _started = clock.GetTimestamp();
    private int _written;

    public static TemplateLimits Of(TemplateContext context) => (TemplateLimits)context.AmbientValues[Key];

    public void Attach(TemplateContext context) => context.AmbientValues[Key] = this;

    /// <summary>Counts characters written, whether to the result or into a variable.</summary>
    public void Write(int length)
    {
        ThrowIfLate();
        _written += length;
        if (_written > MaxOutput)
            throw new TemplateException("The template writes more than 1 MB.");
    }

    public void ThrowIfLate()
    {
        if (clock.GetElapsedTime(_started) > MaxTime)
            throw new TemplateException("The template did not finish within 1 second.");
    }

    /// <summary>The size of a value in characters.</summary>
    public static long SizeOf(FluidValue value) => value switch
    {
        StringValue text => text.ToStringValue().Length,
        ArrayValue list => list.Values.Sum(one => 1 + (one is StringValue text ? text.ToStringValue().Length : 1L)),
        _ => 1,
    };

    public static void ThrowIfLarge(long size)
    {
        if (size > MaxValue)
            throw new TemplateException($"The template makes a value of more than {MaxValue} characters.");
    }
}
