using Fluid.Ast;
using Fluid.Values;

namespace ChangeDetection.Core.Templates;

/// <summary>Refuses ranges that are long or whose length nobody knows beforehand: the engine makes all their numbers at once.</summary>
internal sealed class RangeJudge : AstVisitor
{
    private const int MaxLength = 10_000;

    protected override Expression VisitRangeExpression(RangeExpression rangeExpression)
    {
        if (NumberOf(rangeExpression.From) is not { } from || NumberOf(rangeExpression.To) is not { } to || to - from > MaxLength)
            throw new TemplateException($"A range needs two plain numbers and may be {MaxLength} long.");
        return base.VisitRangeExpression(rangeExpression);
    }

    // The visitor passes indexes by.
    protected override Expression VisitMemberExpression(MemberExpression memberExpression)
    {
        foreach (var segment in memberExpression.Segments.OfType<IndexerSegment>())
            Visit(segment.Expression);
        return base.VisitMemberExpression(memberExpression);
    }

    private static decimal? NumberOf(Expression expression) =>
        expression is LiteralExpression { Value: NumberValue number } ? number.ToNumberValue() : null;
}
