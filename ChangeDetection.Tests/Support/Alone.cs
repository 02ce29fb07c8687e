using Xunit;

namespace ChangeDetection.Tests.Support;

/// <summary>Tests that measure the whole process: one after the other, and beside nothing else.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
