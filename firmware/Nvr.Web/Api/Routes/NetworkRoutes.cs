using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Network.Settings;
using Nvr.Network.Trying;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>
/// The box's own networks. What is changed in the office network is tried first; whoever asks for anything as an administrator under the new settings has them kept (<see cref="NetworkWitness"/>). The
/// answer's entity tag stands for what is kept and tried: who sends it back as If-Match overwrites nothing that somebody else decided meanwhile.
/// </summary>
internal sealed partial class NetworkRoutes(NetworkDesk desk, ILogger<NetworkRoutes> log) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/box/network", Read).For(Role.Administrator).Says("The recorder's networks; the header ETag stands for their settings", ApiJson.Wire.BoxNetworkModel);
        routes.MapPut("/box/network/office", Try)
            .For(Role.Administrator)
            .Says(
                "Try other settings of the office network; with the header If-Match only if nobody decided otherwise meanwhile, 412 else; 409 while others are tried", ApiJson.Wire.BoxNetworkModel, ApiJson.Wire.OfficeNetworkBody);
        routes.MapDelete("/box/network/trial", GiveUp).For(Role.Administrator).Says("Give up the settings of the office network that are being tried", status: StatusCodes.Status204NoContent);
        routes.MapPut("/box/network/cameras", Move)
            .For(Role.Administrator)
            .Says("Give the cameras another network; each asks for its new address within ten minutes", ApiJson.Wire.BoxNetworkModel, ApiJson.Wire.CameraNetworkBody);
    }

    private static BoxNetworkModel ModelOf(HttpContext http, NetworkView view) => new(
        view.IsManaged,
        Environment.MachineName,
        OfficeNetworkModel.Of(view.Office),
        [.. view.Present.Select(PresentAddressModel.Of)],
        view.Cameras is { } range ? new CameraNetworkModel(range.ToString(), [.. CameraRanges.All.Select(r => r.ToString())]) : null,
        view.Trial is { } trial ? new OfficeTrialModel(OfficeNetworkModel.Of(trial.Office), (int)Math.Ceiling(trial.Left.TotalSeconds), PageUnder(http, trial.Office)) : null);

    // Which address DHCP gives is not known before; the name leads there where the network carries it.
    private static string PageUnder(HttpContext http, OfficeSettings office) =>
        new UriBuilder(http.Request.Scheme, office.Address?.ToString() ?? Environment.MachineName + ".local", http.Request.Host.Port ?? -1, "/box").Uri.AbsoluteUri;

    private static Task Show(HttpContext http, NetworkView view)
    {
        SettingsTag.Tell(http, view.Tag);
        return JsonExchange.WriteAsync(http, ModelOf(http, view), ApiJson.Wire.BoxNetworkModel);
    }

    private Task Read(HttpContext http) => Show(http, desk.Read());

    private async Task Try(HttpContext http)
    {
        OfficeSettings office = OfficeNetworkReader.Read(await JsonExchange.ReadAsync(http, ApiJson.Wire.OfficeNetworkBody));
        NetworkView view = desk.TryOut(office, SettingsTag.IsMeant(http));
        LogTries(CallerReader.Of(http).Name);
        await Show(http, view);
    }

    private Task GiveUp(HttpContext http)
    {
        desk.GiveUp();
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private async Task Move(HttpContext http)
    {
        CameraNetworkBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.CameraNetworkBody);
        await Show(http, desk.Move(
            CameraRanges.Find(body.Network) ?? throw new NvrException(ErrorKind.InvalidInput, $"'network' is one of {string.Join(", ", CameraRanges.All)}."), SettingsTag.IsMeant(http)));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{User} tries other settings of the office network")]
    private partial void LogTries(string user);
}
