using Nvr.Core;
using Nvr.Web.Access;

namespace Nvr.Web.Accounts;

/// <summary>A person as stored. <paramref name="Cameras"/> limits a viewer; it is empty and without meaning for the other roles.</summary>
internal sealed record Account(string Id, string UserName, Role Role, IReadOnlyList<string> Cameras, PasswordHash Password)
{
    public bool Sees(CameraId camera) => Role > Role.Viewer || Cameras.Contains(camera.ToString(), StringComparer.Ordinal);
}
