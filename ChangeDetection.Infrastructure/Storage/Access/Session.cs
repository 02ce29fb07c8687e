using ChangeDetection.Core.Access;

namespace ChangeDetection.Infrastructure.Storage.Access;

/// <summary>A browser that is signed in.</summary>
/// <param name="Id">By which it is closed; not what the browser shows.</param>
/// <param name="User">Who.</param>
/// <param name="CreatedAt">When they signed in.</param>
/// <param name="SeenAt">The last request, within some minutes.</param>
/// <param name="ExpiresAt">When it ends unless there is another request before.</param>
/// <param name="Address">Where the browser was; null when unknown.</param>
/// <param name="Agent">What the browser calls itself.</param>
public sealed record Session(string Id, User User, DateTimeOffset CreatedAt, DateTimeOffset SeenAt, DateTimeOffset ExpiresAt, string? Address, string? Agent);
