using Microsoft.AspNetCore.Builder;

namespace Nvr.Web.Audit;

internal static class NotAuditedExtensions
{
    /// <summary>Leaves the route out of the list of what people did.</summary>
    public static T Unaudited<T>(this T route, string why)
        where T : IEndpointConventionBuilder => route.WithMetadata(new NotAudited(why));
}
