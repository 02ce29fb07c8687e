using ChangeDetection.Infrastructure.Storage.Access;

namespace ChangeDetection.Api.Security.Users;

/// <summary>A signed-in browser.</summary>
/// <param name="Id">By which it is signed out.</param>
/// <param name="IsThis">Whether it is the one that asks.</param>
/// <param name="CreatedAt">When it signed in.</param>
/// <param name="SeenAt">Its last request, within some minutes.</param>
/// <param name="Address">Where it was when it signed in.</param>
/// <param name="Agent">What it calls itself.</param>
public sealed record SessionView(string Id, bool IsThis, DateTimeOffset CreatedAt, DateTimeOffset SeenAt, string? Address, string? Agent)
{
    internal static SessionView From(Session session, string? own) => new(session.Id, session.Id == own, session.CreatedAt, session.SeenAt, session.Address, session.Agent);
}
