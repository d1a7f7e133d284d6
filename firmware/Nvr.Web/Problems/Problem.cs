using System.Text.Json.Serialization;

namespace Nvr.Web.Problems;

/// <summary>An RFC 9457 problem: <paramref name="Detail"/> is the sentence for the user, <paramref name="Kind"/> the word for programs.</summary>
internal sealed record Problem(
    string Type, string Title, int Status, string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Kind);
