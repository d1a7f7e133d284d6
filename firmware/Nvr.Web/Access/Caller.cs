using Nvr.Core;
using Nvr.Web.Accounts;

namespace Nvr.Web.Access;

/// <summary>Who makes a request: the account as it stood when the request began, and the session that proved it.</summary>
internal sealed record Caller(Account Account, string SessionId, bool ByCookie)
{
    public Role Role => Account.Role;

    public string Name => Account.UserName;

    public bool Sees(CameraId camera) => Account.Sees(camera);
}
