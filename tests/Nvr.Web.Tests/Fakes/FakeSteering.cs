using System.Collections.Concurrent;
using Nvr.Adoption.Steering;
using Nvr.Core;
using Nvr.Onvif.Ptz;

namespace Nvr.Web.Tests.Fakes;

/// <summary>Cameras that can all be turned, or as told; notes what is asked of them.</summary>
public sealed class FakeSteering : ICameraSteering
{
    public ConcurrentQueue<string> Asked { get; } = new();

    public NvrException? Failure { get; set; }

    public Task<CameraPositions> PositionsAsync(CameraId camera, CancellationToken cancellation) =>
        Failure is null ? Task.FromResult(new CameraPositions([new PtzPreset("1", "Gate")], true)) : throw Failure;

    public Task MoveAsync(CameraId camera, double pan, double tilt, double zoom, CancellationToken cancellation) => NoteAsync(FormattableString.Invariant($"move {pan} {tilt} {zoom}"));

    public Task GoToAsync(CameraId camera, string? preset, CancellationToken cancellation) => NoteAsync($"go to {preset ?? "home"}");

    public async Task<PtzPreset> SaveAsync(CameraId camera, string name, string? replaced, CancellationToken cancellation)
    {
        await NoteAsync($"save {name} over {replaced ?? "none"}");
        return new PtzPreset(replaced ?? "2", name);
    }

    public async Task<PtzPreset> RemoveAsync(CameraId camera, string preset, CancellationToken cancellation)
    {
        await NoteAsync($"remove {preset}");
        return new PtzPreset(preset, "Gate");
    }

    public Task SetHomeAsync(CameraId camera, CancellationToken cancellation) => NoteAsync("set home");

    private Task NoteAsync(string what)
    {
        Asked.Enqueue(what);
        return Failure is null ? Task.CompletedTask : throw Failure;
    }
}
