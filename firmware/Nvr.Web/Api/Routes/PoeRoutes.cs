using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Board.Poe;
using Nvr.Board.Switches;
using Nvr.Core;
using Nvr.Power.Keeping;
using Nvr.Power.Settings;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.Audit;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>The power of the cameras' ports: seen by everyone who looks after the box, changed by administrators; and the switches that the box manages.</summary>
internal sealed partial class PoeRoutes(PowerKeeper power, PowerRules rules, SwitchBook switches, ILogger<PoeRoutes> log) : IRoutes
{
    private const int HighestPriority = 3;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/poe", List).For(Role.Operator).Says("The PoE ports, what they deliver, and to whom", ApiJson.Wire.PoeModel);
        routes.MapGet("/poe/ports/{port}/history", History).For(Role.Operator).Says("What a port delivered in each minute of the last day", ApiJson.Wire.PoeHistoryModel);
        routes.MapPut("/poe/ports/{port}", Change)
            .For(Role.Administrator)
            .Says("Switch a port off or on, or say how long it keeps its power when there is too little", ApiJson.Wire.PoeModel, ApiJson.Wire.PoePortBody);
        routes.MapPost("/poe/ports/{port}/cycle", Cycle)
            .For(Role.Administrator)
            .Says("Take a port's power away and give it back; answers when it is back", ApiJson.Wire.PoeModel);
        routes.MapPut("/poe/budget", SetBudget)
            .For(Role.Administrator)
            .Says("Set what the ports of the box may draw together", ApiJson.Wire.PoeModel, ApiJson.Wire.PoeBudgetBody);
        routes.MapGet("/poe/switches", Switches).For(Role.Administrator).Says("The switches whose ports the box manages", ApiJson.Wire.SwitchList);
        routes.MapPost("/poe/switches", Add)
            .For(Role.Administrator)
            .Says("Manage a switch by SNMP, once it answers", ApiJson.Wire.SwitchList, ApiJson.Wire.SwitchBody, status: StatusCodes.Status201Created);
        routes.MapPost("/poe/switches/test", Test)
            .For(Role.Administrator)
            .Says("Ask a switch for its ports, and say what is wrong when it does not tell", ApiJson.Wire.SwitchTrialModel, ApiJson.Wire.SwitchBody)
            .Unaudited("nothing is kept");
        routes.MapDelete("/poe/switches/{name}", Remove)
            .For(Role.Administrator)
            .Says("Leave a switch alone from now on", status: StatusCodes.Status204NoContent);
    }

    private static string PortOf(HttpContext http) => (string)http.Request.RouteValues["port"]!;

    private Task List(HttpContext http) => Answer(http);

    private async Task History(HttpContext http)
    {
        IReadOnlyList<PowerMinute> minutes = await power.HistoryOfAsync(PortOf(http), http.RequestAborted);
        await JsonExchange.WriteAsync(http, new PoeHistoryModel([.. minutes.Select(m => new PoeMinuteModel(m.At.ToString(), m.Watts))]), ApiJson.Wire.PoeHistoryModel);
    }

    private async Task Change(HttpContext http)
    {
        string port = PortOf(http);
        PoePortBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.PoePortBody);
        if (body.Priority is < 1 or > HighestPriority)
        {
            throw new NvrException(ErrorKind.InvalidInput, "'priority' is 1 (first to lose its power), 2 or 3.");
        }
        if (body.Priority is { } priority)
        {
            await power.SetPriorityAsync(port, priority, http.RequestAborted);
            LogPriority(CallerReader.Of(http).Name, port, priority);
        }
        if (body.Enabled is { } on)
        {
            // Who hangs up meanwhile has decided all the same.
            await power.SetPowerAsync(port, on, CancellationToken.None);
            LogSwitched(CallerReader.Of(http).Name, port, on ? "on" : "off");
        }
        await Answer(http);
    }

    private async Task Cycle(HttpContext http)
    {
        string port = PortOf(http);
        LogSwitched(CallerReader.Of(http).Name, port, "off and on");
        await power.CycleAsync(port, rules.PowerOff, CancellationToken.None);
        await Answer(http);
    }

    private async Task SetBudget(HttpContext http)
    {
        PoeBudgetBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.PoeBudgetBody);
        await power.SetBudgetAsync(body.Watts, http.RequestAborted);
        LogBudget(CallerReader.Of(http).Name, body.Watts);
        await Answer(http);
    }

    private Task Switches(HttpContext http) => WriteSwitches(http, StatusCodes.Status200OK);

    private async Task Test(HttpContext http)
    {
        ManagedSwitch candidate = SwitchBodyReader.Read(await JsonExchange.ReadAsync(http, ApiJson.Wire.SwitchBody));
        IReadOnlyList<PoePort> ports = await power.TryOutAsync(candidate, http.RequestAborted);
        await JsonExchange.WriteAsync(http, SwitchTrialModel.Of(ports), ApiJson.Wire.SwitchTrialModel);
    }

    private async Task Add(HttpContext http)
    {
        ManagedSwitch added = SwitchBodyReader.Read(await JsonExchange.ReadAsync(http, ApiJson.Wire.SwitchBody));
        await power.TryOutAsync(added, http.RequestAborted);
        await power.AddAsync(added, CancellationToken.None);
        LogAdded(CallerReader.Of(http).Name, added.Name, added.EndPoint);
        await WriteSwitches(http, StatusCodes.Status201Created);
    }

    private async Task Remove(HttpContext http)
    {
        string name = (string)http.Request.RouteValues["name"]!;
        await power.RemoveAsync(name, CancellationToken.None);
        LogRemoved(CallerReader.Of(http).Name, name);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private Task Answer(HttpContext http) => JsonExchange.WriteAsync(http, PoeModel.Of(power.View), ApiJson.Wire.PoeModel);

    private Task WriteSwitches(HttpContext http, int status) =>
        JsonExchange.WriteAsync(http, new SwitchList([.. switches.List().Select(SwitchModel.Of)]), ApiJson.Wire.SwitchList, status);

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} switches PoE port {Port} {Deed}")]
    private partial void LogSwitched(string user, string port, string deed);

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} gave PoE port {Port} the priority {Priority}")]
    private partial void LogPriority(string user, string port, int priority);

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} set the PoE budget to {Watts} W")]
    private partial void LogBudget(string user, int? watts);

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} added the switch {Name} at {EndPoint}")]
    private partial void LogAdded(string user, string name, System.Net.IPEndPoint endPoint);

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} removed the switch {Name}")]
    private partial void LogRemoved(string user, string name);
}
