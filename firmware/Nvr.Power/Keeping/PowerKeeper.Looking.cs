using Nvr.Board.Poe;
using Nvr.Core;
using Nvr.Power.Settings;
using Nvr.Recording.Cameras;

namespace Nvr.Power.Keeping;

/// <summary>A look at all ports: what is owed is given, what is too much is taken, and what is found is told.</summary>
public sealed partial class PowerKeeper
{
    /// <summary>Above every choice: who cannot be switched off, or must not be.</summary>
    private const int Untouchable = 4;

    /// <summary>Looks once, and does what is to be done.</summary>
    internal async Task LookAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            IReadOnlyList<PoePort> found = await ports.ReadAsync(cancellation);
            var occupants = new Occupants(found.Count > 0 ? services.Devices.List() : [], services.Cameras);
            Dictionary<string, double> watts = [];
            foreach (PoePort port in found)
            {
                watts[port.Name] = WattsOf(port);
                LedgerOf(port.Name).Look(port, watts[port.Name], NowUs);
            }
            await SettleAsync(found, cancellation);
            await BalanceAsync(found, watts, occupants, cancellation);
            Publish(found, watts, occupants);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>What a port draws, as far as it tells; else what its device may.</summary>
    private static double WattsOf(PoePort port) => port.Power == PoePower.Delivering ? port.Reading?.Watts ?? PowerBudget.WattsOf(port.Reading?.Class) : 0;

    // The box may have been without power itself, or a chip: then they remember nothing of what they were told.
    private async Task SettleAsync(IReadOnlyList<PoePort> found, CancellationToken cancellation)
    {
        foreach (PoePort port in found.Where(p => p.CanSwitch && p.Power != PoePower.Unknown && !IsBusy(p.Name)))
        {
            bool isOff = IsOwn(port) && settings.ChoiceOf(port.Name).IsOff;
            TakenPower? taken = settings.Now.Taken.GetValueOrDefault(port.Name);
            if (isOff || taken?.ShedWatts is not null)
            {
                if (port.Power != PoePower.Off)
                {
                    await TryAsync(port.Name, false, cancellation);
                }
                if (isOff)
                {
                    settings.TryClear(port.Name);
                }
            }
            else if (taken is not null && await TryAsync(port.Name, true, cancellation))
            {
                settings.TryClear(port.Name);
            }
        }
    }

    private async Task BalanceAsync(IReadOnlyList<PoePort> found, Dictionary<string, double> watts, Occupants occupants, CancellationToken cancellation)
    {
        PoePort[] own = [.. found.Where(IsOwn)];
        if (own is not [{ Supply: { } supply }, ..])
        {
            return;
        }
        double budget = BudgetOf(supply);
        IReadOnlySet<string> shed = PowerBudget.Shed(budget, own.Index().Where(p => !settings.ChoiceOf(p.Item.Name).IsOff).Select(p => ClaimOf(p.Item, p.Index, watts[p.Item.Name], occupants)));
        PoePort[] free = [.. own.Where(p => p.CanSwitch && !IsBusy(p.Name))];
        // Who goes makes the room for who comes.
        foreach (PoePort port in free.Where(p => shed.Contains(p.Name) && ClaimedBy(p) is null))
        {
            await ShedAsync(port, budget, occupants, cancellation);
        }
        foreach (PoePort port in free.Where(p => !shed.Contains(p.Name) && !settings.ChoiceOf(p.Name).IsOff))
        {
            if (ClaimedBy(port) is { } claimed)
            {
                await ReturnAsync(port, claimed, occupants, cancellation);
            }
        }
    }

    /// <summary>What a port that was shed has to be given; null for one that was not.</summary>
    private double? ClaimedBy(PoePort port) => settings.Now.Taken.GetValueOrDefault(port.Name)?.ShedWatts;

    private PowerClaim ClaimOf(PoePort port, int place, double watts, Occupants occupants)
    {
        PortLedger ledger = LedgerOf(port.Name);
        double? shed = ClaimedBy(port);
        bool mayTouch = port.CanSwitch && !IsBusy(port.Name) && !occupants.DevicesAt(port).Any(d => services.Updates.IsRunning(d.Id));
        return new PowerClaim(
            port.Name, place, mayTouch ? PriorityOf(port) : Untouchable,
            shed ?? (IsBusy(port.Name) ? ledger.PeakWatts : ledger.ClaimOf(watts, NowUs)), shed is not null)
        {
            IsResting = ledger.IsResting(services.Rules, NowUs),
        };
    }

    private async Task ShedAsync(PoePort port, double budget, Occupants occupants, CancellationToken cancellation)
    {
        PortLedger ledger = LedgerOf(port.Name);
        Take(port.Name, new TakenPower(ledger.PeakWatts));
        if (!await TryAsync(port.Name, false, cancellation))
        {
            settings.TryClear(port.Name);
            return;
        }
        ledger.Shed(NowUs);
        IReadOnlyList<CameraView> cameras = occupants.CamerasAt(port);
        journal.OnDone("Shed", cameras.Select(c => c.Id), PowerWords.WasShed(port.Name, NamesOf(cameras), budget));
    }

    private async Task ReturnAsync(PoePort port, double claimed, Occupants occupants, CancellationToken cancellation)
    {
        if (await TryAsync(port.Name, true, cancellation))
        {
            settings.TryClear(port.Name);
            LedgerOf(port.Name).Feed(claimed, NowUs);
            IReadOnlyList<CameraView> cameras = occupants.CamerasAt(port);
            journal.OnDone("Return", cameras.Select(c => c.Id), PowerWords.Returned(port.Name, NamesOf(cameras)));
        }
    }

    /// <summary>False when the port did not let itself be switched now; the next look tries again.</summary>
    private async Task<bool> TryAsync(string port, bool on, CancellationToken cancellation)
    {
        try
        {
            await ports.SetPowerAsync(port, on, cancellation);
            return true;
        }
        catch (NvrException e)
        {
            journal.OnTrouble(e);
            return false;
        }
    }

    private void Publish(IReadOnlyList<PoePort> found, Dictionary<string, double> watts, Occupants occupants)
    {
        PortView[] all = [.. found.Select(p => ViewOf(p, occupants.CamerasAt(p)))];
        journal.Tell(ports.Sources, all);
        Volatile.Write(ref view, new PowerView([.. SuppliesOf(found, watts)], all));
        Volatile.Write(ref lookedUs, NowUs);
    }

    private PortView ViewOf(PoePort port, IReadOnlyList<CameraView> cameras)
    {
        PortLedger ledger = LedgerOf(port.Name);
        string names = NamesOf(cameras);
        bool isBusy = IsBusy(port.Name);
        double? shed = ClaimedBy(port);
        bool isEnabled = IsOwn(port) ? !settings.ChoiceOf(port.Name).IsOff : port.Power != PoePower.Off || isBusy;
        PoePort told = shed is null ? port with { Priority = PriorityOf(port) } : port with { Priority = PriorityOf(port), Power = PoePower.Denied, Reading = null };
        return new PortView(told, isEnabled, shed is not null, isBusy, [.. cameras.Select(c => c.Id)], names, ledger.Cycles, ledger.Faults)
        {
            Sentence = !isEnabled ? PowerWords.SwitchedOff(port.Name, names)
                : shed is { } claimed && port.Supply is { } supply ? PowerWords.Shed(port.Name, names, claimed, BudgetOf(supply))
                : PowerWords.Of(told, names),
            NextStep = shed is not null ? PowerWords.ShedNextStep : null,
        };
    }

    private IEnumerable<SupplyView> SuppliesOf(IReadOnlyList<PoePort> found, Dictionary<string, double> watts)
    {
        foreach (IGrouping<string, PoePort> fed in found.Where(p => p.Supply is not null).GroupBy(p => p.Supply!.Name))
        {
            PoeSupply supply = fed.First().Supply!;
            string? problem = ports.Sources.FirstOrDefault(s => s.Name == supply.Name || s.Name == fed.First().Switch)?.Problem;
            yield return new SupplyView(
                supply.Name, BudgetOf(supply), supply.ShedsByItself ? null : supply.BudgetWatts, supply.UsedWatts ?? fed.Where(p => ClaimedBy(p) is null).Sum(p => watts[p.Name]), problem)
            {
                PerRow = supply.PerRow,
            };
        }
        // A switch that never answered has no ports yet, and must be seen all the same.
        foreach (string silent in ports.Sources.Where(s => s.Problem is not null && !found.Any(p => p.Switch == s.Name || p.Supply?.Name == s.Name)).Select(s => s.Name))
        {
            yield return new SupplyView(silent, null, null, null, ports.Sources.First(s => s.Name == silent).Problem);
        }
    }

    private double BudgetOf(PoeSupply supply) => supply.ShedsByItself ? supply.BudgetWatts : Math.Min(settings.Now.BudgetWatts ?? double.MaxValue, supply.BudgetWatts);

    private int PriorityOf(PoePort port) => IsOwn(port) ? settings.ChoiceOf(port.Name).Priority ?? port.Priority : port.Priority;

    private static string NamesOf(IReadOnlyList<CameraView> cameras) => string.Join(", ", cameras.Select(c => c.Settings.Name));
}
