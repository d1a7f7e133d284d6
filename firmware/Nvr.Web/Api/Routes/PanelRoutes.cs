using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nvr.Core;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.OpenApi;
using Nvr.Web.Panel;

namespace Nvr.Web.Api.Routes;

/// <summary>The front panel: its lights, display and buzzer for everyone who looks after the box, its buttons on the simulated board alone.</summary>
internal sealed class PanelRoutes(IFrontPanel panel, WebOptions options) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/panel", Read).For(Role.Operator).Says("What the front panel shows and sounds", ApiJson.Wire.PanelModel);
        routes.MapPut("/panel/locating", Locate).For(Role.Operator)
            .Says("Lets the box blink for five minutes so that it is found among others, or stops it", ApiJson.Wire.PanelModel, ApiJson.Wire.LocateBody);
        routes.MapPost("/panel/mute", Mute).For(Role.Operator).Says("Silences the buzzer until there is a new trouble", ApiJson.Wire.PanelModel);
        if (options.Simulated)
        {
            routes.MapPut("/panel/buttons/{button}", Press).For(Role.Administrator)
                .Says("Presses a button of the simulated board, or lets go of it", body: ApiJson.Wire.PressBody, status: StatusCodes.Status204NoContent);
            routes.MapPut("/panel/fan/simulated", Warm).For(Role.Administrator)
                .Says("Makes the simulated board so warm, null for a silent sensor, and its fan stick", body: ApiJson.Wire.WarmBody, status: StatusCodes.Status204NoContent);
        }
    }

    private Task Read(HttpContext http) => JsonExchange.WriteAsync(http, PanelModel.Of(panel.Read()), ApiJson.Wire.PanelModel);

    private async Task Locate(HttpContext http)
    {
        panel.Locate((await JsonExchange.ReadAsync(http, ApiJson.Wire.LocateBody)).Locating);
        await Read(http);
    }

    private Task Mute(HttpContext http)
    {
        panel.Mute();
        return Read(http);
    }

    private async Task Warm(HttpContext http)
    {
        WarmBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.WarmBody);
        if (!panel.Warm(body.Celsius, body.Stuck))
        {
            throw new NvrException(ErrorKind.NotFound, "The box has no fan.");
        }
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task Press(HttpContext http)
    {
        PressBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.PressBody);
        if (!panel.Press((string)http.Request.RouteValues["button"]!, body.Pressed))
        {
            throw new NvrException(ErrorKind.NotFound, "The panel has no such button.");
        }
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
