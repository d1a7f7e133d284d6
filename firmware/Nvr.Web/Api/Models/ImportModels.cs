using System.ComponentModel.DataAnnotations;
using Nvr.Adoption.Import;
using Nvr.Recording.Cameras;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Models;

internal sealed record ImportBody
{
    /// <summary>The text of the file.</summary>
    [Required]
    public string? Content { get; init; }

    /// <summary>False shows what would be added.</summary>
    public bool? Create { get; init; }

    /// <summary>The lines whose cameras are added; null for all.</summary>
    public IReadOnlyList<int>? Lines { get; init; }
}

/// <summary>A camera of the file; <c>Id</c> once it is added, <c>Problem</c> when it could not be.</summary>
internal sealed record ImportedCameraModel(
    int Line, string Name, string MainUrl, string? SubUrl, string? UserName, bool HasPassword, bool NeedsPassword, string? Id, string? Problem)
{
    public static ImportedCameraModel Of(ProposedCamera proposed)
    {
        CameraSettings s = CameraRules.Normalise(proposed.Settings);
        string? sub = s.SubUrl is { } url ? AddressSecret.Show(url) : null;
        return new(proposed.Line, s.Name, AddressSecret.Show(s.MainUrl), sub, s.UserName, !string.IsNullOrEmpty(s.Password), proposed.NeedsPassword, null, null);
    }
}

internal sealed record ImportRemarkModel(int Line, [property: OneOf(typeof(ImportRemarkKind))] string Kind, string? Camera, string Sentence);

internal sealed record ImportModel([property: OneOf(typeof(ImportFormat))] string Format, IReadOnlyList<ImportedCameraModel> Cameras, IReadOnlyList<ImportRemarkModel> Remarks);
