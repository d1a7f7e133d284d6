using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nvr.Core;
using Nvr.Network.Services;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>What the box offers beside its page: SSH, syslog and SNMP, each off until somebody turns it on. Passwords and keys for SNMP are written and never read. The answer's entity tag stands for what is offered (<see cref="SettingsTag"/>).</summary>
internal sealed class ServicesRoutes(ServicesDesk desk) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/box/services", Show).For(Role.Administrator).Says("What the recorder offers beside its page; the header ETag stands for it, and with it as If-Match what changes it does so only if nobody decided otherwise meanwhile, 412 else", ApiJson.Wire.BoxServicesModel);
        routes.MapPut("/box/services/ssh", LetIn).For(Role.Administrator).Says("Let those in by SSH who have these keys; without any it is off", ApiJson.Wire.BoxServicesModel, ApiJson.Wire.SshKeysBody);
        routes.MapPut("/box/services/syslog", Send).For(Role.Administrator).Says("Send the journal to a syslog server", ApiJson.Wire.BoxServicesModel, ApiJson.Wire.SyslogBody);
        routes.MapDelete("/box/services/syslog", http => End(http, () => desk.SendJournal(null, SettingsTag.IsMeant(http))))
            .For(Role.Administrator).Says("Send the journal nowhere", status: StatusCodes.Status204NoContent);
        routes.MapPut("/box/services/snmp", LetAsk).For(Role.Administrator).Says("Answer one user by SNMP version 3", ApiJson.Wire.BoxServicesModel, ApiJson.Wire.SnmpBody);
        routes.MapDelete("/box/services/snmp", http => End(http, () => desk.LetAsk(null, SettingsTag.IsMeant(http)))).For(Role.Administrator).Says("Answer nobody by SNMP", status: StatusCodes.Status204NoContent);
    }

    private static Task End(HttpContext http, Action off)
    {
        off();
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private Task Show(HttpContext http)
    {
        ServicesView view = desk.Read();
        SettingsTag.Tell(http, view.Tag);
        return JsonExchange.WriteAsync(
            http,
            new BoxServicesModel(
                view.IsManaged,
                [.. view.SshKeys.Select(SshKeyModel.Of)],
                view.Syslog is { } target ? SyslogModel.Of(target) : null,
                view.SnmpUser is { } user ? new SnmpModel(user) : null,
                view.Problem),
            ApiJson.Wire.BoxServicesModel);
    }

    private async Task LetIn(HttpContext http)
    {
        SshKeysBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.SshKeysBody);
        desk.LetIn([.. body.Keys.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(SshKey.Parse)], SettingsTag.IsMeant(http));
        await Show(http);
    }

    private async Task Send(HttpContext http)
    {
        SyslogBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.SyslogBody);
        desk.SendJournal(SyslogTarget.Of(body.Server.Trim(), body.Port, body.Protocol switch
        {
            "udp" => SyslogProtocol.Udp,
            "tcp" => SyslogProtocol.Tcp,
            _ => throw new NvrException(ErrorKind.InvalidInput, "'protocol' is udp or tcp."),
        }), SettingsTag.IsMeant(http));
        await Show(http);
    }

    private async Task LetAsk(HttpContext http)
    {
        SnmpBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.SnmpBody);
        desk.LetAsk(SnmpAccess.Of(body.User.Trim(), body.Password), SettingsTag.IsMeant(http));
        await Show(http);
    }
}
