namespace Nvr.Web.Api;

/// <summary>The query parameters that routes about a range of one stream share.</summary>
internal static class RangeQuery
{
    public static (string Name, string Meaning)[] Described { get; } =
    [
        ("from!", "Start, RFC 3339 with zone"),
        ("to!", "End, RFC 3339 with zone"),
        ("stream", "main (default) or sub"),
    ];
}
