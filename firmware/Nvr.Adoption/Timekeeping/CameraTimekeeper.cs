using System.Collections.Concurrent;
using System.Net;
using Nvr.Adoption.Devices;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Onvif;
using Nvr.Onvif.Device;

namespace Nvr.Adoption.Timekeeping;

/// <summary>
/// Looks at cameras' clocks and does what <see cref="ClockPlan"/> says. What it changes about where a clock gets its time is noted in the book, from
/// which it can be undone. Thread-safe, for different devices at once. Unreachable is thrown; a camera that refuses keeps its clock.
/// </summary>
public sealed class CameraTimekeeper(IDeviceBook book, IBoxTime time, BoxClock clock)
{
    private readonly ConcurrentDictionary<DeviceId, Notes> notes = new();

    /// <summary>Measures, corrects where needed, and returns how far the clock was off.</summary>
    public async Task<TimeSpan> KeepAsync(DeviceId id, OnvifCamera camera, CancellationToken cancellation)
    {
        DeviceTime told = await camera.Device.TimeAsync(cancellation);
        TimeSpan offset = camera.ClockOffset;
        DeviceRecord device = book.Find(id) ?? throw new NvrException(ErrorKind.NotFound, "There is no such device.");
        ClockFacts facts = FactsOf(device, offset) with { Now = await SourceAsync(camera, told, cancellation) };
        await DoAsync(ClockPlan.Decide(facts), device, camera, facts, cancellation);
        return offset;
    }

    /// <summary>Lets the clock get its time from where it got it before the box changed that. Failures are the camera's.</summary>
    public async Task RevertAsync(DeviceRecord device, OnvifCamera camera, CancellationToken cancellation)
    {
        if (device.Clock is { UndoneAt: null, Before: { } before })
        {
            await camera.Device.SetNtpAsync(new NtpSettings(before.FromDhcp, before.Servers), cancellation);
            await camera.Device.SetTimeSourceAsync(before.ByNtp, cancellation);
            book.NoteClock(device.DeviceId, device.Clock with { UndoneAt = clock.WallNow });
        }
    }

    private ClockFacts FactsOf(DeviceRecord device, TimeSpan offset)
    {
        Notes known = notes.GetValueOrDefault(device.DeviceId, Notes.None);
        return new ClockFacts
        {
            Offset = offset,
            BoxIsCredible = time.IsCredible,
            Server = time.ServerFor(device.Address, device.Interface),
            Change = device.Clock,
            NtpIsUseless = known.NtpIsUseless,
            SincePointed = Since(known.PointedUs),
            SinceInVain = Since(known.InVainUs),
        };
    }

    private async Task DoAsync(ClockStep step, DeviceRecord device, OnvifCamera camera, ClockFacts facts, CancellationToken cancellation)
    {
        switch (step)
        {
            case ClockStep.Point:
                // First by hand: until the camera asks its server, minutes may pass.
                if (facts.Offset.Duration() > ClockPlan.MostError)
                {
                    await SetAsync(device, camera, cancellation);
                }
                await PointAsync(device, camera, facts, cancellation);
                break;
            case ClockStep.Set:
                await SetAsync(device, camera, cancellation);
                if (device.Clock is { } change && facts.Now is { ByNtp: true })
                {
                    // It did not follow: by hand from now on, and not pointed again in this run.
                    Note(device, n => n with { NtpIsUseless = true });
                    book.NoteClock(device.DeviceId, change with { At = clock.WallNow, After = change.After with { ByNtp = false } });
                }
                break;
            default:
                break;
        }
    }

    private async Task SetAsync(DeviceRecord device, OnvifCamera camera, CancellationToken cancellation)
    {
        bool isRight = await TryAsync(() => camera.Device.SetTimeAsync(cancellation)) && camera.ClockOffset.Duration() <= ClockPlan.MostError;
        Note(device, n => n with { InVainUs = isRight ? null : clock.MonotonicUs });
    }

    private async Task PointAsync(DeviceRecord device, OnvifCamera camera, ClockFacts facts, CancellationToken cancellation)
    {
        ClockSource before = device.Clock?.Before ?? facts.Now!;
        var after = new ClockSource(ByNtp: true, FromDhcp: false, [facts.Server!.ToString()]);
        if (SaysSame(facts.Now!, after))
        {
            return;
        }
        // Noted before it is done: what breaks off half-way can be undone as well.
        book.NoteClock(device.DeviceId, new ClockChange { At = clock.WallNow, Before = before, After = after });
        if (await TryAsync(() => camera.Device.UseNtpAsync(facts.Server!, cancellation)))
        {
            Note(device, n => n with { PointedUs = clock.MonotonicUs });
            return;
        }
        Note(device, n => n with { NtpIsUseless = true });
        await TryAsync(() => RestoreAsync(camera, before, cancellation));
        book.NoteClock(device.DeviceId, device.Clock);
    }

    private static async Task RestoreAsync(OnvifCamera camera, ClockSource before, CancellationToken cancellation)
    {
        await camera.Device.SetNtpAsync(new NtpSettings(before.FromDhcp, before.Servers), cancellation);
        await camera.Device.SetTimeSourceAsync(before.ByNtp, cancellation);
    }

    /// <summary>Null when the camera has no NTP, or does not tell this user.</summary>
    private static async Task<ClockSource?> SourceAsync(OnvifCamera camera, DeviceTime told, CancellationToken cancellation)
    {
        try
        {
            NtpSettings ntp = await camera.Device.NtpAsync(cancellation);
            return new ClockSource(told.ByNtp, ntp.FromDhcp, ntp.Manual);
        }
        catch (NvrException e) when (e.Kind != ErrorKind.Unreachable)
        {
            return null;
        }
    }

    /// <summary>A user who may see the pictures may not always set the clock.</summary>
    private static async Task<bool> TryAsync(Func<Task> deed)
    {
        try
        {
            await deed();
            return true;
        }
        catch (NvrException e) when (e.Kind != ErrorKind.Unreachable)
        {
            return false;
        }
    }

    private static bool SaysSame(ClockSource one, ClockSource other) =>
        one.ByNtp == other.ByNtp && one.FromDhcp == other.FromDhcp && one.Servers.SequenceEqual(other.Servers);

    private TimeSpan? Since(long? atUs) => atUs is { } us ? TimeSpan.FromMicroseconds(clock.MonotonicUs - us) : null;

    private void Note(DeviceRecord device, Func<Notes, Notes> change) =>
        notes.AddOrUpdate(device.DeviceId, _ => change(Notes.None), (_, known) => change(known));

    private sealed record Notes(bool NtpIsUseless, long? PointedUs, long? InVainUs)
    {
        public static Notes None { get; } = new(false, null, null);
    }
}
