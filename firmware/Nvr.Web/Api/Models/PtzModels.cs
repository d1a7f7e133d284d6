using System.ComponentModel.DataAnnotations;

namespace Nvr.Web.Api.Models;

internal sealed record PtzPresetModel(string Token, string Name);

/// <param name="CanSetHome">False where the camera says that it has no home, or a fixed one.</param>
internal sealed record PtzModel(IReadOnlyList<PtzPresetModel> Presets, bool CanSetHome);

/// <summary>Speeds from -1 to 1; null is 0.</summary>
internal sealed record PtzMoveBody(double? Pan, double? Tilt, double? Zoom);

/// <summary>Null is the camera's home.</summary>
internal sealed record PtzPresetBody(string? Preset);

internal sealed record PtzPositionBody
{
    [Required]
    public string? Name { get; init; }
}
