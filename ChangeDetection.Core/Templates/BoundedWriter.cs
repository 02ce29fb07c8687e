using System.Globalization;

namespace ChangeDetection.Core.Templates;

/// <summary>Collects text until the limits of its template are reached.</summary>
internal sealed class BoundedWriter(TemplateLimits limits) : StringWriter(CultureInfo.InvariantCulture)
{
    public override void Write(char value)
    {
        limits.Write(1);
        base.Write(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        limits.Write(count);
        base.Write(buffer, index, count);
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        limits.Write(buffer.Length);
        base.Write(buffer);
    }

    public override void Write(string? value)
    {
        limits.Write(value?.Length ?? 0);
        base.Write(value);
    }
}
