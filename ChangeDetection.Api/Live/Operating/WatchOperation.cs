using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Live.Operating;

/// <summary>One thing that can be done with many watches.</summary>
/// <param name="Done">What people read: <c>{0}</c> stands for <c>3 watches</c>.</param>
/// <param name="RunAsync">Does it with watches, given the argument, and gives how many there are.</param>
/// <param name="ProblemOfAsync">What is wrong with the argument, or null; absent when there is none.</param>
internal sealed record WatchOperation(
    string Done,
    Func<IReadOnlyCollection<WatchId>, string, CancellationToken, Task<int>> RunAsync,
    Func<string, CancellationToken, Task<string?>>? ProblemOfAsync = null);
