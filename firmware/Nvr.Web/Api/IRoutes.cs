using Microsoft.AspNetCore.Routing;

namespace Nvr.Web.Api;

/// <summary>Routes of one topic.</summary>
internal interface IRoutes
{
    /// <summary>Called once at start; the builder's prefix is <c>/api/v1</c>.</summary>
    void Map(IEndpointRouteBuilder routes);
}
