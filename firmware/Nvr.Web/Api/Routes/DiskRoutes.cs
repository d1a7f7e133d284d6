using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.Disks;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>
/// The disks in the bays. Everyone who looks after the box sees them; only administrators change anything, and what erases needs the name or serial number of what is erased, typed.
/// </summary>
internal sealed partial class DiskRoutes(IDiskRoom disks, WebOptions options, ILogger<DiskRoutes> log) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/disks", Read).For(Role.Operator).Says("Disks, bays and arrays", ApiJson.Wire.DisksView);
        routes.MapPut("/disks/bays/{bay}/locating", Locate).For(Role.Operator)
            .Says("Lets the light of a bay blink for five minutes, or stops it", ApiJson.Wire.DisksView, ApiJson.Wire.BayBody);
        routes.MapPost("/disks/volumes", Create).For(Role.Administrator)
            .Says("Makes a volume of blank disks and records to it", ApiJson.Wire.DisksView, ApiJson.Wire.NewVolumeBody, status: StatusCodes.Status202Accepted);
        routes.MapPost("/disks/volumes/{volume}/adopt", Adopt).For(Role.Administrator)
            .Says("Takes the volume of an earlier recorder into use, with its footage", ApiJson.Wire.DisksView, ApiJson.Wire.AdoptVolumeBody, status: StatusCodes.Status202Accepted);
        routes.MapPost("/disks/volumes/{volume}/delete", Delete).For(Role.Administrator)
            .Says("Ends a volume with all footage on it; 'confirm' is its name", ApiJson.Wire.DisksView, ApiJson.Wire.ConfirmBody, status: StatusCodes.Status202Accepted);
        routes.MapPost("/disks/volumes/{volume}/spare", AddSpare).For(Role.Administrator)
            .Says("Gives an array a disk that waits until one fails", ApiJson.Wire.DisksView, ApiJson.Wire.SpareBody, status: StatusCodes.Status202Accepted);
        routes.MapPost("/disks/volumes/{volume}/check", Check).For(Role.Administrator)
            .Says("Compares the disks of an array, at low priority", ApiJson.Wire.DisksView, status: StatusCodes.Status202Accepted);
        routes.MapPost("/disks/{disk}/erase", Erase).For(Role.Administrator)
            .Says("Erases a disk; 'confirm' is its serial number", ApiJson.Wire.DisksView, ApiJson.Wire.ConfirmBody, status: StatusCodes.Status202Accepted);
        if (options.Simulated)
        {
            routes.MapPut("/disks/bays/{bay}/simulated", Plug).For(Role.Administrator)
                .Says("Puts a disk of so many bytes into a bay of the simulated board; 0 pulls it", ApiJson.Wire.DisksView, ApiJson.Wire.PlugBody);
        }
    }

    private static string Of(HttpContext http, string name) => (string)http.Request.RouteValues[name]!;

    private static NvrException Missing(string field) => new(ErrorKind.InvalidInput, $"'{field}' is missing.");

    private Task Read(HttpContext http) => Answer(http, StatusCodes.Status200OK);

    private Task Answer(HttpContext http, int status) => JsonExchange.WriteAsync(http, disks.Read(), ApiJson.Wire.DisksView, status);

    private async Task Locate(HttpContext http)
    {
        disks.Locate(Of(http, "bay"), (await JsonExchange.ReadAsync(http, ApiJson.Wire.BayBody)).Locating);
        await Answer(http, StatusCodes.Status200OK);
    }

    private async Task Create(HttpContext http)
    {
        NewVolumeBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.NewVolumeBody);
        disks.Create(new NewVolume(body.Name ?? throw Missing("name"), body.Level ?? throw Missing("level"), body.Disks ?? throw Missing("disks"), body.FileSystem ?? "ext4"));
        await BegunAsync(http, $"a volume of {body.Disks.Count} disks to be made");
    }

    private async Task Adopt(HttpContext http)
    {
        AdoptVolumeBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.AdoptVolumeBody);
        disks.Adopt(Of(http, "volume"), body.Name ?? throw Missing("name"));
        await BegunAsync(http, $"the volume {Of(http, "volume")} to be taken into use");
    }

    private async Task Delete(HttpContext http)
    {
        disks.Delete(Of(http, "volume"), (await JsonExchange.ReadAsync(http, ApiJson.Wire.ConfirmBody)).Confirm);
        await BegunAsync(http, $"the volume {Of(http, "volume")} to be deleted");
    }

    private async Task AddSpare(HttpContext http)
    {
        SpareBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.SpareBody);
        disks.AddSpare(Of(http, "volume"), body.Disk ?? throw Missing("disk"));
        await BegunAsync(http, $"the disk {body.Disk} as a spare of {Of(http, "volume")}");
    }

    private Task Check(HttpContext http)
    {
        disks.Check(Of(http, "volume"));
        return BegunAsync(http, $"the disks of {Of(http, "volume")} to be compared");
    }

    private async Task Erase(HttpContext http)
    {
        disks.Erase(Of(http, "disk"), (await JsonExchange.ReadAsync(http, ApiJson.Wire.ConfirmBody)).Confirm);
        await BegunAsync(http, $"the disk {Of(http, "disk")} to be erased");
    }

    private async Task Plug(HttpContext http)
    {
        disks.Plug(Of(http, "bay"), (await JsonExchange.ReadAsync(http, ApiJson.Wire.PlugBody)).Bytes);
        await Answer(http, StatusCodes.Status200OK);
    }

    private Task BegunAsync(HttpContext http, string what)
    {
        LogWanted(CallerReader.Of(http).Name, what);
        return Answer(http, StatusCodes.Status202Accepted);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} wants {What}")]
    private partial void LogWanted(string user, string what);
}
