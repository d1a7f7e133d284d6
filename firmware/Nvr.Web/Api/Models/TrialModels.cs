using System.ComponentModel.DataAnnotations;
using Nvr.Adoption.Trying;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Models;

internal sealed record TrialBody
{
    /// <summary>A host or IP address, with or without a port, or the whole address of a stream.</summary>
    [Required]
    public string? Address { get; init; }

    /// <summary>Left out while somebody still types: a camera counts wrong passwords.</summary>
    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>Whether the picture of a camera without a path is looked for.</summary>
    public bool Search { get; init; }
}

/// <summary>
/// <paramref name="Outcome"/> is <c>picture</c>, <c>answers</c>, <c>needsPassword</c>, <c>wrongPassword</c>, <c>heldBack</c>, <c>noStream</c>, <c>unusable</c> or <c>noAnswer</c>;
/// <paramref name="KnownAs"/> the camera that has this address already.
/// </summary>
internal sealed record TrialModel([property: OneOf(typeof(TrialOutcome))] string Outcome, string Sentence, string? NextStep, string? MainUrl, string? SubUrl, string? KnownAs)
{
    public static TrialModel Of(TrialReport report, string? knownAs) =>
        new(Words.Of(report.Outcome), report.Sentence, report.NextStep, report.MainUrl?.AbsoluteUri, report.SubUrl?.AbsoluteUri, knownAs);
}
