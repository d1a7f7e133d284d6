using System.Text.Json.Serialization.Metadata;

namespace Nvr.Web.OpenApi;

/// <summary>What the API document says about a route besides its address, method and role.</summary>
internal sealed record RouteDescription(string Summary)
{
    public JsonTypeInfo? Body { get; init; }

    /// <summary>Of a WebSocket, its text messages.</summary>
    public JsonTypeInfo? Answer { get; init; }

    /// <summary>For answers that are not JSON, and for the binary messages of a WebSocket.</summary>
    public string? AnswerType { get; init; }

    /// <summary>Status of success.</summary>
    public int Status { get; init; } = 200;

    public IReadOnlyList<QueryParameter> Query { get; init; } = [];
}
