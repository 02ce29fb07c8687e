using System.Collections.Concurrent;
using System.Net;
using ChangeDetection.Infrastructure.Egress;

namespace ChangeDetection.Tests.Support;

/// <summary>A name server whose answers the test writes; names it does not know have no address.</summary>
internal sealed class ScriptedNames : INameResolver
{
    private readonly ConcurrentDictionary<string, Func<CancellationToken, Task<IReadOnlyList<IPAddress>>>> _answers = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentQueue<string> _asked = [];

    /// <summary>The names asked for, in order.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>From now on a name has these addresses.</summary>
    public ScriptedNames Says(string name, params string[] addresses) => Answers(name, _ => Task.FromResult<IReadOnlyList<IPAddress>>([.. addresses.Select(IPAddress.Parse)]));

    /// <summary>A name has the first address when first asked for, then the second, and so on; the last one stays.</summary>
    public ScriptedNames SaysInTurn(string name, params string[] addresses)
    {
        var turn = -1;
        return Answers(name, _ => Task.FromResult<IReadOnlyList<IPAddress>>([IPAddress.Parse(addresses[Math.Min(Interlocked.Increment(ref turn), addresses.Length - 1)])]));
    }

    /// <summary>From now on a name is answered like this.</summary>
    public ScriptedNames Answers(string name, Func<CancellationToken, Task<IReadOnlyList<IPAddress>>> answer)
    {
        _answers[name] = answer;
        return this;
    }

    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        _asked.Enqueue(host);
        return _answers.TryGetValue(host.TrimEnd('.'), out var answer) ? answer(cancellationToken) : Task.FromResult<IReadOnlyList<IPAddress>>([]);
    }
}
