using ChangeDetection.Infrastructure.Events;

namespace ChangeDetection.Tests.Infrastructure.Events;

public sealed class InProcessFactChannelTests : FactChannelContract
{
    protected override Task<IFactChannel> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<IFactChannel>(new InProcessFactChannel());
}
