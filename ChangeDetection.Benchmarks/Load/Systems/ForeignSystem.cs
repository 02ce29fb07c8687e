namespace ChangeDetection.Benchmarks.Load.Systems;

/// <summary>A server that somebody else started. What a scenario makes there is deleted at its end.</summary>
internal sealed class ForeignSystem(Uri address, string key, IReadOnlyCollection<int> processes) : ISystem
{
    public Uri Address => address;

    public string Key => key;

    public IReadOnlyCollection<int> Processes => processes;

    public IReadOnlyCollection<int> Servers => [];

    public async ValueTask DisposeAsync()
    {
        using var client = new V1Client(this);
        await client.DeleteAllAsync(CancellationToken.None);
    }
}
