using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nvr.Web.Access;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>The description of the API.</summary>
internal sealed class OpenApiRoutes(WebOptions options, EndpointDataSource endpoints) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/openapi.json", Get)
            .Anonymous("it is the same for every recorder of this version and holds no data")
            .Says("This document", answerType: "application/json");

    private Task Get(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        string document = OpenApiDocument.Build(endpoints.Endpoints.OfType<RouteEndpoint>(), options.ProductVersion).ToJsonString();
        return http.Response.WriteAsync(document, http.RequestAborted);
    }
}
