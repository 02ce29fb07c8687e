using ChangeDetection.Core.Live;
using Microsoft.AspNetCore.SignalR;

namespace ChangeDetection.Api.Live.Following;

/// <summary>The last changes taken into the index, and the message that tells of them.</summary>
internal sealed record IndexStep(LiveChanges Changes, SerializedHubMessage Message);
