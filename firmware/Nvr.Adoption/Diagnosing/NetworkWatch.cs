using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Diagnosing;

/// <summary>
/// Measures how well the network carries what each camera sends, over the last three quarters of a minute, and tells the box's health where it does
/// not. <see cref="RunAsync"/> runs once, for the life of the program; the rest may be called by any thread at any time.
/// </summary>
public sealed partial class NetworkWatch(ICameraDirectory cameras, HealthBoard health, BoxClock clock, ILogger<NetworkWatch> logger)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<CameraId, NetworkWindow> windows = [];
    private readonly HashSet<string> complaints = [];

    public Task RunAsync(CancellationToken cancellation) => Rounds.RunAsync(
        _ =>
        {
            Look();
            return Task.CompletedTask;
        },
        Rest, clock.Time, LogTrouble, cancellation);

    /// <summary>What was measured of the camera's main stream; null while that is too little to say anything.</summary>
    public NetworkMeasure? MeasureOf(CameraId camera)
    {
        lock (gate)
        {
            return windows.GetValueOrDefault(camera)?.Measure;
        }
    }

    /// <summary>What to say about the network of a camera whose pictures arrive; null when nothing is wrong with it.</summary>
    public Diagnosis? ComplaintOf(CameraView camera)
    {
        if (camera.Streams.Count == 0 || MeasureOf(camera.Id) is not { } measure)
        {
            return null;
        }
        Diagnosis diagnosis = CameraDoctor.Examine(new CameraFacts { Name = camera.Settings.Name, Network = measure }.With(camera.Streams[0]));
        return diagnosis.Finding == Finding.NetworkTooSlow ? diagnosis : null;
    }

    /// <summary>Notes what the camera says it is set to; null when it does not tell.</summary>
    public void Tell(CameraId camera, double? framesPerSecond)
    {
        lock (gate)
        {
            WindowOf_NeedsLock(camera).Tell(framesPerSecond, clock.MonotonicUs);
        }
    }

    /// <summary>Whether the camera has to be asked how many pictures it is set to, before the network is blamed for those that are missing.</summary>
    public bool IsRateDoubtful(CameraId camera)
    {
        lock (gate)
        {
            return windows.GetValueOrDefault(camera)?.IsRateDoubtful ?? false;
        }
    }

    /// <summary>Takes one reading of each camera.</summary>
    internal void Look()
    {
        IReadOnlyList<CameraView> all = cameras.List();
        lock (gate)
        {
            foreach (CameraId gone in windows.Keys.Except(all.Select(c => c.Id)).ToArray())
            {
                windows.Remove(gone);
            }
            foreach (CameraView camera in all.Where(c => c.Streams.Count > 0))
            {
                WindowOf_NeedsLock(camera.Id).Add(camera.Streams[0], clock.MonotonicUs);
            }
        }
        Report(all);
    }

    private void Report(IReadOnlyList<CameraView> all)
    {
        HashSet<string> now = [];
        foreach (CameraView camera in all)
        {
            if (ComplaintOf(camera) is { } complaint)
            {
                string part = $"camera/{camera.Settings.Name}/network";
                now.Add(part);
                health.Report(new HealthItem(part, HealthLevel.Attention, complaint.Sentence, complaint.NextStep, complaint.Detail));
            }
        }
        foreach (string over in complaints.Except(now))
        {
            health.Forget(over);
        }
        complaints.Clear();
        complaints.UnionWith(now);
    }

    private NetworkWindow WindowOf_NeedsLock(CameraId camera)
    {
        if (!windows.TryGetValue(camera, out NetworkWindow? window))
        {
            windows[camera] = window = new NetworkWindow();
        }
        return window;
    }

    [LoggerMessage(LogLevel.Error, "Measuring the cameras' network broke off and begins anew")]
    private partial void LogTrouble(Exception trouble);
}
