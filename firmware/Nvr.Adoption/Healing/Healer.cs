using Microsoft.Extensions.Logging;
using Nvr.Adoption.Adopted;
using Nvr.Adoption.Devices;
using Nvr.Board.Poe;
using Nvr.Core;

namespace Nvr.Adoption.Healing;

/// <summary>
/// Watches the cameras' streams and does for a dead device what <see cref="HealingPlan"/> says, one step at a time on the whole box. <see cref="RunAsync"/> is the
/// supervising loop; nothing that a device does ends it.
/// </summary>
public sealed partial class Healer(HealingServices services, ILogger<Healer> logger)
{
    private const long DayUs = 86_400_000_000;

    private readonly Dictionary<DeviceId, Patient> patients = [];
    private Plugs plugs = Plugs.None;

    public Task RunAsync(CancellationToken stop) => Rounds.RunAsync(LookAsync, services.Rules.LookInterval, services.Clock.Time, LogUnexpected, stop);

    /// <summary>Looks once, and takes the step of the device that has been ill longest and whose turn it is.</summary>
    internal async Task LookAsync(CancellationToken stop)
    {
        LookAtAll();
        Patient[] ill = [.. patients.Values.Where(p => p.IllSinceUs is not null).OrderBy(p => p.IllSinceUs)];
        plugs = ill.Length > 0 ? await ReadPortsAsync(stop) : Plugs.None;
        foreach (Patient patient in ill)
        {
            HealingDecision decision = HealingPlan.Decide(FactsOf(patient), services.Rules);
            if (decision.Step is { } step)
            {
                await TakeAsync(patient, step, stop);
                return;
            }
            GiveUp(patient, decision.Hold);
        }
    }

    private void LookAtAll()
    {
        IReadOnlyList<AdoptedDevice> devices = services.Devices.List();
        foreach (DeviceId gone in patients.Keys.Except(devices.Select(d => d.Id)).ToArray())
        {
            patients.Remove(gone);
        }
        foreach (AdoptedDevice device in devices)
        {
            if (!patients.TryGetValue(device.Id, out Patient? patient))
            {
                patients[device.Id] = patient = new Patient(device, services.Rules);
            }
            patient.Look(device, services.Cameras, services.Clock.MonotonicUs);
            if (patient is { IsTold: true, IllSinceUs: null, IsDead: false })
            {
                (patient.IsTold, patient.GivenUpUs) = (false, null);
                services.Journal.OnRecovered(device.Id, patient.Names);
            }
        }
    }

    private async Task<Plugs> ReadPortsAsync(CancellationToken stop)
    {
        try
        {
            return services.Ports is { } ports ? new Plugs(await ports.ReadAsync(stop)) : Plugs.None;
        }
        catch (NvrException e)
        {
            // Then nobody's power is touched; restarts are still possible.
            LogNoPorts(e.Message);
            return Plugs.None;
        }
    }

    private HealingFacts FactsOf(Patient patient)
    {
        string group = plugs.GroupOf(patient.Device);
        Patient[] others = [.. patients.Values.Where(p => p != patient && p.IsWatched && plugs.GroupOf(p.Device) == group)];
        return new HealingFacts
        {
            NowUs = services.Clock.MonotonicUs,
            IllSinceUs = patient.IllSinceUs,
            IsDead = patient.IsDead,
            Attempts = services.History.Of(patient.Device.Id),
            CanReboot = patient.Device.Onvif is not null,
            CanPowerCycle = plugs.CanCycle(patient.Device, patients.Values),
            IsUpdating = services.Updates.IsRunning(patient.Device.Id),
            IsNetworkDown = OutageJudge.IsDown(patient.Silence, others.Select(o => o.Silence), services.Rules.Together),
            IsSwitchBusy = others.Any(IsComingBack),
        };
    }

    private bool IsComingBack(Patient patient)
    {
        long sinceUs = services.Clock.MonotonicUs - (long)services.Rules.SwitchPause.TotalMicroseconds;
        return !patient.IsRecording
            && services.History.Of(patient.Device.Id).Any(a => a.AtUs > sinceUs && a.Outcome is StepOutcome.Done or StepOutcome.Failed);
    }

    private async Task TakeAsync(Patient patient, HealingStep step, CancellationToken stop)
    {
        long nowUs = services.Clock.MonotonicUs;
        TimeSpan ill = TimeSpan.FromMicroseconds(nowUs - patient.IllSinceUs!.Value);
        // Noted before it is done: a box that dies over it must not do it again and again.
        var attempt = new HealingAttempt(step, nowUs, StepOutcome.Failed);
        Note(patient, attempt);
        NvrException? failure = await TryAsync(patient, step, stop);
        attempt = attempt with { Outcome = failure is null ? StepOutcome.Done : StepOutcomes.Of(failure) };
        Note(patient, attempt);
        if (attempt.Outcome == StepOutcome.Updating)
        {
            services.Updates.Begin(patient.Device.Id, services.Rules.UpdateTime);
        }
        patient.IsTold = true;
        services.Journal.OnStep(new HealingNote
        {
            Device = patient.Device.Id,
            Cameras = [.. patient.Device.Cameras],
            Names = patient.Names,
            Time = services.Clock.WallNow,
            Step = step,
            Outcome = attempt.Outcome,
            Ill = ill,
            Cause = failure?.Message,
        });
    }

    /// <summary>Null when it was done.</summary>
    private async Task<NvrException?> TryAsync(Patient patient, HealingStep step, CancellationToken stop)
    {
        try
        {
            Task work = step == HealingStep.Reboot
                ? services.Rebooter.RebootAsync(patient.Device, stop)
                : services.Ports!.CycleAsync(plugs.PortOf(patient.Device)!.Name, services.Rules.PowerOff, stop);
            await work;
            return null;
        }
        catch (NvrException e)
        {
            return e;
        }
    }

    private void Note(Patient patient, HealingAttempt attempt)
    {
        try
        {
            services.History.Note(patient.Device.Id, attempt);
        }
        catch (NvrException e) when (e.Kind == ErrorKind.Storage)
        {
            LogNotKept(e.Message);
        }
    }

    private void GiveUp(Patient patient, HealingHold hold)
    {
        long nowUs = services.Clock.MonotonicUs;
        if (hold != HealingHold.SpentForToday || nowUs - patient.GivenUpUs < DayUs)
        {
            return;
        }
        (patient.GivenUpUs, patient.IsTold) = (nowUs, true);
        services.Journal.OnGivenUp(patient.Device.Id, patient.Names);
    }

    [LoggerMessage(LogLevel.Warning, "The PoE ports cannot be read: {Sentence}")]
    private partial void LogNoPorts(string sentence);

    [LoggerMessage(LogLevel.Warning, "A healing step could not be kept: {Sentence}")]
    private partial void LogNotKept(string sentence);

    [LoggerMessage(LogLevel.Error, "Healing failed unexpectedly; it goes on")]
    private partial void LogUnexpected(Exception exception);
}
