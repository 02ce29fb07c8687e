using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.V1.Watches;

/// <summary>Lets a canonical UUID or the word <c>first</c> stand in a path; anything else is no such route.</summary>
internal sealed class WatchReferenceConstraint : IRouteConstraint
{
    public const string Name = "watch";
    public const string First = "first";

    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values.TryGetValue(routeKey, out var value) && value is string text && (text == First || WatchId.TryParse(text, null, out _));
}
