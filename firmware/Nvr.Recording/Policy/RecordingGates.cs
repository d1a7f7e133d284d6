using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Storage;

namespace Nvr.Recording.Policy;

/// <summary>
/// The policies of all cameras, and the one place that events come to. Streams write through the gates they open here; a changed policy holds from the next fragment
/// on. Thread-safe.
/// </summary>
internal sealed class RecordingGates(IFootageWriter writer, BoxClock clock) : IRecordingTriggers
{
    /// <summary>
    /// What all cameras together may keep in memory. Less than the disks' queue takes at once, because one alarm may ask for all of it
    /// (<see cref="FootageStoreOptions.QueueBoundBytes"/>).
    /// </summary>
    internal const long KeptBytes = 48L << 20;

    private readonly MemoryBudget budget = new(KeptBytes);
    private readonly ConcurrentDictionary<CameraId, CameraGates> cameras = new();

    /// <summary>Null means always.</summary>
    public void SetPolicy(CameraId camera, RecordingPolicy? policy) =>
        Of(camera).Camera.Policy = new PolicyInForce(policy ?? RecordingPolicy.Always);

    public void Forget(CameraId camera) => cameras.TryRemove(camera, out _);

    /// <summary>The way to the disks for one stream; to be disposed when the stream is over.</summary>
    public StreamGate Open(CameraId camera, StreamKind stream)
    {
        CameraGates gates = Of(camera);
        var gate = new StreamGate(camera, stream, gates.Camera, writer);
        gates.Streams[(int)stream] = gate;
        return gate;
    }

    public bool Begin(CameraId camera, string source, long? sinceUs = null) => Tell(camera, gate => gate.Begin(source), sinceUs ?? clock.MonotonicUs);

    public bool End(CameraId camera, string source) => Tell(camera, gate => gate.End(source), beginningUs: null);

    public bool Pulse(CameraId camera, TimeSpan length, long? sinceUs = null) => Tell(camera, gate => gate.Pulse(length), sinceUs ?? clock.MonotonicUs);

    public RecordingMode? ModeNow(CameraId camera) => cameras.GetValueOrDefault(camera)?.Camera.ModeNow;

    private bool Tell(CameraId camera, Action<CameraGate> change, long? beginningUs)
    {
        if (cameras.GetValueOrDefault(camera) is not { } gates)
        {
            return false;
        }
        change(gates.Camera);
        if (beginningUs is { } sinceUs)
        {
            foreach (StreamGate? stream in gates.Streams)
            {
                stream?.OnEvent(Math.Min(sinceUs, clock.MonotonicUs));
            }
        }
        return true;
    }

    private CameraGates Of(CameraId camera) => cameras.GetOrAdd(camera, _ => new CameraGates(new CameraGate(clock, budget)));

    private sealed record CameraGates(CameraGate Camera)
    {
        public StreamGate?[] Streams { get; } = new StreamGate?[Enum.GetValues<StreamKind>().Length];
    }
}
