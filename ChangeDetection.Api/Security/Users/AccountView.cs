namespace ChangeDetection.Api.Security.Users;

/// <summary>Who asks.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Sessions">Their signed-in browsers.</param>
public sealed record AccountView(string Name, string Role, IReadOnlyList<SessionView> Sessions);
