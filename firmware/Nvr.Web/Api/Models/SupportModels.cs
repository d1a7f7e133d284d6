using Nvr.Recording.Cameras;

namespace Nvr.Web.Api.Models;

/// <summary>A camera as a supporter sees it. <paramref name="Address"/> is scheme, host and port alone: paths and queries may hold passwords.</summary>
internal sealed record SupportCameraModel(string Id, string Name, bool Enabled, bool IsFormer, string Address, string? SubAddress, bool HasUserName, bool HasPassword, string Transport, IReadOnlyList<StreamModel> Streams)
{
    public static SupportCameraModel Of(CameraView view) => new(
        view.Id.ToString(), view.Settings.Name, view.Settings.Enabled, view.Settings.IsFormer, Place(view.Settings.MainUrl), view.Settings.SubUrl is { } sub ? Place(sub) : null, view.Settings.UserName is { Length: > 0 },
        view.HasPassword, Words.Of(view.Settings.Transport), [.. view.Streams.Select(s => StreamModel.Of(s, withCause: true))]);

    // An analog camera has a device of the box in place of a host.
    private static string Place(Uri url) => url.Host.Length > 0 ? $"{url.Scheme}://{url.Authority[(url.Authority.LastIndexOf('@') + 1)..]}" : $"{url.Scheme}:{url.AbsolutePath}";
}

internal sealed record SupportModel(IReadOnlyList<SupportCameraModel> Cameras);
