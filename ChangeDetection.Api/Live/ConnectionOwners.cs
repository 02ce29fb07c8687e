using System.Security.Claims;

namespace ChangeDetection.Api.Live;

/// <summary>Sees to it that a live connection serves nobody but whoever opened it: the name of a connection in an address is no proof of who asks.</summary>
internal sealed class ConnectionOwners(TimeProvider clock)
{
    private const int Most = 50_000;

    // Longer than the longest pause between two requests of one connection.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Owner> _owners = new(StringComparer.Ordinal);

    /// <summary>Refuses requests for a connection of somebody else.</summary>
    public Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments(LiveRegistration.Path) || context.Request.Query["id"] is not [{ Length: > 0 } connection]
            || context.User.FindFirstValue(ClaimTypes.NameIdentifier) is not { } visitor || IsOf(connection, visitor))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private bool IsOf(string connection, string visitor)
    {
        lock (_gate)
        {
            if (!_owners.TryGetValue(connection, out var owner))
            {
                ForgetOld();
                _owners[connection] = owner = new Owner(visitor);
            }

            owner.SeenAt = clock.GetTimestamp();
            return owner.Name == visitor;
        }
    }

    private void ForgetOld()
    {
        if (_owners.Count < Most)
            return;
        foreach (var (connection, _) in _owners.Where(entry => clock.GetElapsedTime(entry.Value.SeenAt) > Kept).ToList())
            _owners.Remove(connection);
        if (_owners.Count >= Most)
            _owners.Remove(_owners.MinBy(entry => entry.Value.SeenAt).Key);
    }

    private sealed class Owner(string name)
    {
        public string Name => name;

        public long SeenAt { get; set; }
    }
}
