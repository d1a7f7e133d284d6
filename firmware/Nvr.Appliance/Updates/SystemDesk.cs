using Nvr.Appliance.Cargo;
using Nvr.Board.Power;
using Nvr.Board.Updates;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Web.Cargo;

namespace Nvr.Appliance.Updates;

/// <summary>The systems of the box for whoever reads the page. Thread-safe.</summary>
internal sealed class SystemDesk(UpdateBook book, UpdateWatch watch, UpdateErrand updates, RunningSystem running, IBoxPower power, BoxClock clock) : ISystemRoom
{
    public SystemView Read()
    {
        IReadOnlyList<SystemSlot>? systems = watch.Systems;
        RememberedUpdate? update = book.Current;
        bool isOnTrial = update?.IsOnTrial(running, clock.BootId) == true;
        string state = watch.IsProven ? SystemView.Proven : isOnTrial ? SystemView.OnTrial : systems is { Count: < 2 } ? SystemView.Single : SystemView.Starting;
        // What is being installed is told where it was begun.
        LastUpdateView? last = update is null or { Outcome: null, IsInstalled: false, Starts: 0 } ? null : UpdateWords.ViewOf(update, update.IsRunning(running, clock.BootId));
        return new SystemView(running.Version, systems?.FirstOrDefault(s => s.IsBooted)?.BootName, state, last);
    }

    public void Acknowledge() => book.Change(u => u.Outcome is null ? u : u with { IsSeen = true });

    public async Task RestartAsync(CancellationToken cancellation)
    {
        if (updates.View is { State: UpdateErrand.Installing })
        {
            throw new NvrException(ErrorKind.Conflict, "An update is being installed. Restarted now, the recorder would lose it.") { NextStep = "Wait until it is done." };
        }
        await power.RestartAsync(cancellation);
    }
}
