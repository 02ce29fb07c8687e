using Xunit;

namespace ChangeDetection.Tests.Faults;

/// <summary>Tests that start, freeze and kill many processes: one after the other, and beside nothing else.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FaultCollection : ICollectionFixture<SharedGround>
{
    public const string Name = "Faults";
}
