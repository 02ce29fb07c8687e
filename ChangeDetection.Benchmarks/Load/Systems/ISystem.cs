namespace ChangeDetection.Benchmarks.Load.Systems;

/// <summary>What is measured: a server that speaks v1.</summary>
internal interface ISystem : IAsyncDisposable
{
    /// <summary>The root of the server.</summary>
    Uri Address { get; }

    string Key { get; }

    /// <summary>Its processes; empty when nobody knows them.</summary>
    IReadOnlyCollection<int> Processes { get; }

    /// <summary>Redis and PostgreSQL, when it has them.</summary>
    IReadOnlyCollection<int> Servers { get; }
}
