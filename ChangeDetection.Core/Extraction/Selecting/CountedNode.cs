using System.Globalization;
using System.Runtime.CompilerServices;
using ChangeDetection.Core.Checks;
using Wmhelp.XPath2;
using Wmhelp.XPath2.AST;

namespace ChangeDetection.Core.Extraction.Selecting;

/// <summary>A part of an XPath 2 expression whose every evaluation is counted against the check's deadline.</summary>
internal sealed class CountedNode : AbstractNode
{
    private readonly AbstractNode _inner;
    private readonly CheckDeadline _deadline;
    private readonly Action<decimal>? _judge;

    public CountedNode(AbstractNode inner, CheckDeadline deadline, Action<decimal>? judge)
        : base(inner.Context) => (_inner, _deadline, _judge) = (inner, deadline, judge);

    public override void Bind() => _inner.Bind();

    public override bool IsContextSensitive() => _inner.IsContextSensitive();

    public override XPath2ResultType GetReturnType(object[] dataPool) => _inner.GetReturnType(dataPool);

    public override bool IsEmptySequence() => _inner.IsEmptySequence();

    public override object Execute(IContextProvider provider, object[] dataPool)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        _deadline.Tick();
        var value = _inner.Execute(provider, dataPool);
        if (_judge is not null && decimal.TryParse(CoreFuncs.Atomize(value)?.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            _judge(number);
        return value;
    }
}
