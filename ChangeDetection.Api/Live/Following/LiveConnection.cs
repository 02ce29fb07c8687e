using Microsoft.AspNetCore.SignalR;

namespace ChangeDetection.Api.Live.Following;

/// <summary>An open connection and what it follows.</summary>
internal sealed record LiveConnection(HubConnectionContext Context, ViewFollower View, ChangesFollower Changes);
