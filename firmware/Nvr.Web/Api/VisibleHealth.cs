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
        // camera/NAME/WHAT; a name may have strokes of its own.
        string key = part[CameraPrefix.Length..];
        int what = key.LastIndexOf('/');
        string name = what < 0 ? key : key[..what];
        return cameras.List().Any(c => caller.Sees(c.Id) && (IsSame(name, c.Settings.Name) || IsSame(name, c.Id.ToString())));
    }

    private static bool IsSame(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
