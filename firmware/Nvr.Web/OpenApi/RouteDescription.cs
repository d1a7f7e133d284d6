using System.Text.Json.Serialization.Metadata;

namespace Nvr.Web.OpenApi;

/// <summary>What the API document says about a route besides its address, method and role.</summary>
internal sealed record RouteDescription(string Summary)
{
    public JsonTypeInfo? Body { get; init; }

    public JsonTypeInfo? Answer { get; init; }

    /// <summary>For answers that are not JSON.</summary>
    public string? AnswerType { get; init; }

    /// <summary>Status of success.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Names and meanings of query parameters; a name ending in ! is required.</summary>
    public IReadOnlyList<(string Name, string Meaning)> Query { get; init; } = [];
}
