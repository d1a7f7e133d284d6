using Nvr.Core;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api;

/// <summary>The query parameters that routes about a range of one stream share.</summary>
internal static class RangeQuery
{
    public static QueryParameter[] Described { get; } =
    [
        QueryParameter.Time("from!", "Start, RFC 3339 with zone"),
        QueryParameter.Time("to!", "End, RFC 3339 with zone"),
        QueryParameter.OneOf("stream", "main (default) or sub", WordLists.Of(typeof(StreamKind))),
    ];
}
