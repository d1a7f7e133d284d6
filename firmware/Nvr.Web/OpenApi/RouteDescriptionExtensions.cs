using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;

namespace Nvr.Web.OpenApi;

internal static class RouteDescriptionExtensions
{
    /// <summary>Describes a route for the API document.</summary>
    public static T Says<T>(
        this T route, string summary, JsonTypeInfo? answer = null, JsonTypeInfo? body = null, string? answerType = null, int status = 200,
        params QueryParameter[] query)
        where T : IEndpointConventionBuilder =>
        route.WithMetadata(new RouteDescription(summary) { Answer = answer, Body = body, AnswerType = answerType, Status = status, Query = query });
}
