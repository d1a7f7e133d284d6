using Nvr.Core.Health;
using Nvr.Recording.Cameras;
using Nvr.Web.Access;

namespace Nvr.Web.Api;

/// <summary>The findings that a caller may read: those about a camera only when the caller may see that camera.</summary>
internal sealed class VisibleHealth(HealthBoard board, ICameraDirectory cameras)
{
    private const string CameraPrefix = "camera/";

    public IReadOnlyList<HealthItem> For(Caller caller) =>
        caller.Role > Role.Viewer ? board.Read() : [.. board.Read().Where(item => MayRead(caller, item.Part))];

    private bool MayRead(Caller caller, string part)
    {
        if (!part.StartsWith(CameraPrefix, StringComparison.Ordinal))
        {
            return true;
        }
        string key = part[CameraPrefix.Length..];
        return cameras.List().Where(c => caller.Sees(c.Id)).Any(c => Names(key, c.Id.ToString()) || Names(key, c.Settings.Name));
    }

    // Parts are camera/NAME or camera/NAME/stream.
    private static bool Names(string key, string name) =>
        key.Equals(name, StringComparison.OrdinalIgnoreCase) || key.StartsWith(name + "/", StringComparison.OrdinalIgnoreCase);
}
