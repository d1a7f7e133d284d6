using Microsoft.AspNetCore.Builder;

namespace Nvr.Web.Access;

/// <summary>How a route declares who may use it. A route that does neither is refused to everybody, and a test fails.</summary>
internal static class RouteRoleExtensions
{
    public static T For<T>(this T route, Role role)
        where T : IEndpointConventionBuilder => route.WithMetadata(new RouteRole(role, null));

    public static T Anonymous<T>(this T route, string why)
        where T : IEndpointConventionBuilder => route.WithMetadata(new RouteRole(null, why));
}
