using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Recording.Cameras;
using Nvr.Recording.Policy;

namespace Nvr.Web.Tests.Fakes;

/// <summary>Notes what it is told of cameras that are there.</summary>
public sealed class FakeTriggers(ICameraDirectory cameras) : IRecordingTriggers
{
    public ConcurrentQueue<(CameraId Camera, TimeSpan Length)> Pulses { get; } = new();

    public bool Begin(CameraId camera, string source, long? sinceUs = null) => cameras.Find(camera) is not null;

    public bool End(CameraId camera, string source) => cameras.Find(camera) is not null;

    public bool Pulse(CameraId camera, TimeSpan length, long? sinceUs = null)
    {
        if (cameras.Find(camera) is null)
        {
            return false;
        }
        Pulses.Enqueue((camera, length));
        return true;
    }

    public RecordingMode? ModeNow(CameraId camera) =>
        cameras.Find(camera) is { } view ? view.Settings.Recording?.Mode ?? RecordingMode.Continuous : null;
}
