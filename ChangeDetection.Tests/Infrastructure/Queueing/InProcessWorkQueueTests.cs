using ChangeDetection.Infrastructure.Queueing;

namespace ChangeDetection.Tests.Infrastructure.Queueing;

public sealed class InProcessWorkQueueTests : WorkQueueContract
{
    protected override Task<IWorkQueue> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<IWorkQueue>(new InProcessWorkQueue());
}
