using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Recording.Policy;

namespace Nvr.Recording.Tests.Watching;

/// <summary>Keeps what it is told.</summary>
internal sealed class FakeTriggers : IRecordingTriggers
{
    private readonly ConcurrentQueue<(bool Begins, CameraId Camera)> told = new();

    public IEnumerable<(bool Begins, CameraId Camera)> Told => told;

    public bool Begin(CameraId camera, string source, long? sinceUs = null) => Note(true, camera);

    public bool End(CameraId camera, string source) => Note(false, camera);

    public bool Pulse(CameraId camera, TimeSpan length, long? sinceUs = null) => true;

    public RecordingMode? ModeNow(CameraId camera) => RecordingMode.Continuous;

    private bool Note(bool begins, CameraId camera)
    {
        told.Enqueue((begins, camera));
        return true;
    }
}
