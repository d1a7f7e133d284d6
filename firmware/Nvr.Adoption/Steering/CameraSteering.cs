using System.Collections.Concurrent;
using Nvr.Adoption.Adopted;
using Nvr.Adoption.Devices;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Onvif;
using Nvr.Onvif.Media;
using Nvr.Onvif.Ptz;

namespace Nvr.Adoption.Steering;

/// <summary>
/// Steers by ONVIF. A camera's connection is made when somebody first asks for it and kept, since a hand on the keys asks several times a second; it is made anew after a failure, and when the device's address
/// or password changed. Disposing closes all.
/// </summary>
public sealed class CameraSteering(IAdoptedDevices devices, OnvifOptions options, BoxClock clock) : ICameraSteering, IDisposable
{
    /// <summary>A camera turns on for so long when the connection of whoever steers it breaks.</summary>
    public static readonly TimeSpan MoveLimit = TimeSpan.FromSeconds(1);

    /// <summary>A camera that refused a password, or cannot be turned, is not asked again for so long: it counts wrong passwords, and somebody looks at it all the time.</summary>
    private const long NoMeansNoUs = 600_000_000;

    private readonly ConcurrentDictionary<CameraId, Lane> lanes = new();

    public Task<CameraPositions> PositionsAsync(CameraId camera, CancellationToken cancellation) =>
        DoAsync(camera, async head => new CameraPositions(await head.Ptz.PresetsAsync(head.Profile, cancellation), head.CanSetHome), cancellation);

    public Task MoveAsync(CameraId camera, double pan, double tilt, double zoom, CancellationToken cancellation) => DoAsync(
        camera,
        async head =>
        {
            await (pan == 0 && tilt == 0 && zoom == 0 ? head.Ptz.StopAsync(head.Profile, cancellation) : head.Ptz.MoveAsync(head.Profile, pan, tilt, zoom, MoveLimit, cancellation));
            return true;
        },
        cancellation);

    public Task GoToAsync(CameraId camera, string? preset, CancellationToken cancellation) => DoAsync(
        camera,
        async head =>
        {
            if (preset is not null)
            {
                Find(await head.Ptz.PresetsAsync(head.Profile, cancellation), preset);
            }
            await (preset is null ? head.Ptz.GotoHomeAsync(head.Profile, cancellation) : head.Ptz.GotoPresetAsync(head.Profile, preset, cancellation));
            return true;
        },
        cancellation);

    public Task<PtzPreset> SaveAsync(CameraId camera, string name, string? replaced, CancellationToken cancellation) => ChangeAsync(
        camera,
        async head =>
        {
            IReadOnlyList<PtzPreset> known = await head.Ptz.PresetsAsync(head.Profile, cancellation);
            if (replaced is not null)
            {
                Find(known, replaced);
            }
            // Cameras take a name twice, or let the later one replace the earlier; nobody could tell two apart.
            if (known.Any(p => p.Token != replaced && string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase)))
            {
                throw new NvrException(ErrorKind.Conflict, $"The camera remembers a position called {name} already. Choose another name, or save over that one.");
            }
            return new PtzPreset(await head.Ptz.SetPresetAsync(head.Profile, name, replaced, cancellation), name);
        },
        cancellation);

    public Task<PtzPreset> RemoveAsync(CameraId camera, string preset, CancellationToken cancellation) => ChangeAsync(
        camera,
        async head =>
        {
            PtzPreset found = Find(await head.Ptz.PresetsAsync(head.Profile, cancellation), preset);
            await head.Ptz.RemovePresetAsync(head.Profile, preset, cancellation);
            return found;
        },
        cancellation);

    public Task SetHomeAsync(CameraId camera, CancellationToken cancellation) => ChangeAsync(
        camera,
        async head =>
        {
            await head.Ptz.SetHomeAsync(head.Profile, cancellation);
            return true;
        },
        cancellation);

    public void Dispose()
    {
        foreach (Lane lane in lanes.Values)
        {
            lane.Head?.Dispose();
        }
        lanes.Clear();
    }

    private static NvrException CannotBeTurned() => new(ErrorKind.Unsupported, "This camera cannot be turned or zoomed from here.");

    private static PtzPreset Find(IReadOnlyList<PtzPreset> known, string token) =>
        known.FirstOrDefault(p => p.Token == token) ?? throw new NvrException(ErrorKind.NotFound, "The camera does not remember such a position.");

    /// <summary>A camera may let somebody turn it who may not change its positions: that is no wrong password, and turning goes on.</summary>
    private Task<T> ChangeAsync<T>(CameraId camera, Func<SteeredHead, Task<T>> change, CancellationToken cancellation) => DoAsync(
        camera,
        async head =>
        {
            try
            {
                return await change(head);
            }
            catch (NvrException refusal) when (refusal.Kind == ErrorKind.Unauthorised && head.Camera.IsSignedIn)
            {
                throw new NvrException(ErrorKind.Conflict, "The recorder's user on the camera may not change its positions. Let it be an operator or administrator there.", refusal);
            }
        },
        cancellation);

    /// <summary>One request at a time for each camera: a stop must not overtake the move before it.</summary>
    private async Task<T> DoAsync<T>(CameraId camera, Func<SteeredHead, Task<T>> deed, CancellationToken cancellation)
    {
        Lane lane = lanes.GetOrAdd(camera, _ => new Lane());
        await lane.Turn.WaitAsync(cancellation);
        OnvifTarget? target = null;
        try
        {
            (target, string source) = Find(camera);
            lane.Refusal = lane.Refusal is { } said && said.Target == target && clock.MonotonicUs < said.UntilUs ? said : null;
            if (lane.Refusal is { } refusal)
            {
                throw new NvrException(refusal.Kind, refusal.Sentence);
            }
            if (lane.Head?.Target != target)
            {
                lane.Head?.Dispose();
                lane.Head = null;
                lane.Head = await ConnectAsync(target, source, cancellation);
            }
            return await deed(lane.Head);
        }
        catch (NvrException failure) when (failure.Kind is not (ErrorKind.NotFound or ErrorKind.Conflict or ErrorKind.InvalidInput or ErrorKind.Exhausted))
        {
            // What it says to one deed alone, as one without a home to going there, is no word about the others.
            bool isOfAll = failure.Kind == ErrorKind.Unauthorised || (failure.Kind == ErrorKind.Unsupported && lane.Head is null);
            lane.Head?.Dispose();
            lane.Head = null;
            if (target is not null && isOfAll)
            {
                lane.Refusal ??= new Refusal(target!, failure.Kind, failure.Message, clock.MonotonicUs + NoMeansNoUs);
            }
            throw;
        }
        finally
        {
            lane.Turn.Release();
        }
    }

    private (OnvifTarget Target, string Source) Find(CameraId camera)
    {
        foreach (AdoptedDevice device in devices.List())
        {
            if (device.Sources.FirstOrDefault(s => s.CameraId == camera) is { } source)
            {
                return (device.Onvif ?? throw CannotBeTurned(), source.Token);
            }
        }
        throw CannotBeTurned();
    }

    private async Task<SteeredHead> ConnectAsync(OnvifTarget target, string source, CancellationToken cancellation)
    {
        OnvifCamera camera = await OnvifCamera.ConnectAsync(target, options, clock, cancellation);
        try
        {
            if (camera is not { Ptz: { } ptz, Media: { } media })
            {
                throw CannotBeTurned();
            }
            MediaProfile[] turnable = [.. (await media.ProfilesAsync(cancellation)).Where(p => p.PtzConfiguration is not null)];
            // A camera that was entered by hand has no source of that name: what can be turned is meant.
            MediaProfile profile = turnable.FirstOrDefault(p => p.SourceToken == source) ?? (source.Length == 0 ? turnable.FirstOrDefault() : null) ?? throw CannotBeTurned();
            return new SteeredHead(target, camera, ptz, profile.Token, await CanSetHomeAsync(ptz, profile, cancellation));
        }
        catch
        {
            camera.Dispose();
            throw;
        }
    }

    private static async Task<bool> CanSetHomeAsync(PtzClient ptz, MediaProfile profile, CancellationToken cancellation)
    {
        try
        {
            return await ptz.CanSetHomeAsync(profile.PtzConfiguration!, cancellation) ?? true;
        }
        catch (NvrException e) when (e.Kind is not (ErrorKind.Unauthorised or ErrorKind.Unreachable))
        {
            // Cameras turn that do not describe how.
            return true;
        }
    }

    private sealed class Lane
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public SteeredHead? Head { get; set; }

        public Refusal? Refusal { get; set; }
    }

    private sealed record Refusal(OnvifTarget Target, ErrorKind Kind, string Sentence, long UntilUs);
}
