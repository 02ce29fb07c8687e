using System.Net;

namespace ChangeDetection.Api.Hosting;

/// <summary>Who really opened the connection: a visitor or the nearest proxy, whatever headers say.</summary>
/// <param name="Address">The other end; null where no network is in between.</param>
internal sealed record ArrivedFrom(IPAddress? Address)
{
    /// <summary>Whether the other end is on this machine.</summary>
    public bool IsThisMachine => Address is null || IPAddress.IsLoopback(Address);

    /// <summary>Keeps it before the headers of proxies are believed.</summary>
    public static Task KeepAsync(HttpContext context, RequestDelegate next)
    {
        var address = context.Connection.RemoteIpAddress;
        context.Features.Set(new ArrivedFrom(address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address));
        return next(context);
    }
}
