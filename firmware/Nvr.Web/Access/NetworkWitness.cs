using Microsoft.AspNetCore.Http;
using Nvr.Network.Trying;
using Nvr.Web.Accounts;

namespace Nvr.Web.Access;

/// <summary>Tells the networks' desk at which of the box's addresses an administrator asks: that is what keeps settings which are being tried. Stands behind the gate, which knows who asks.</summary>
internal sealed class NetworkWitness(NetworkDesk desk, CallerReader callers)
{
    public Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (desk.IsTrying && http.Connection.LocalIpAddress is { } at && callers.Read(http) is { Role: Role.Administrator })
        {
            desk.Heard(at);
        }
        return next(http);
    }
}
