using Xunit;

namespace ChangeDetection.Tests.Support;

/// <summary>One Api for the tests of a class that each make watches of their own.</summary>
public sealed class V1Fixture : IAsyncLifetime
{
    internal ApiHost Api { get; private set; } = null!;

    public ValueTask InitializeAsync()
    {
        Api = new ApiHost();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => Api.DisposeAsync();
}
