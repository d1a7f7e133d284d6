using Nvr.Adoption.Adopted;
using Nvr.Core;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Healing;

/// <summary>
/// One device and the pulses of its cameras. What is done to a device is done to all its sources, so that it counts as ill only when every one
/// of them is. Used by the healer's loop alone.
/// </summary>
internal sealed class Patient(AdoptedDevice device, HealingRules rules)
{
    private readonly Dictionary<CameraId, CameraPulse> pulses = [];

    public AdoptedDevice Device { get; private set; } = device;

    public string Names { get; private set; } = "";

    public long? IllSinceUs => IsWatched && pulses.Values.All(p => p.IllSinceUs is not null) ? pulses.Values.Max(p => p.IllSinceUs) : null;

    public bool IsDead => IsWatched && pulses.Values.All(p => p.IsDead);

    public bool IsSilent => IsWatched && pulses.Values.All(p => p.IsSilent);

    public bool IsRecording => pulses.Values.Any(p => p.IsRecording);

    /// <summary>It has cameras that are wanted: only then it says something about the network.</summary>
    public bool IsWatched => pulses.Count > 0;

    /// <summary>Something was done or given up in this illness, so that its end is worth a word.</summary>
    public bool IsTold { get; set; }

    /// <summary>When it was last said that nothing more can be done today.</summary>
    public long? GivenUpUs { get; set; }

    public DeviceSilence Silence => new(IsSilent, IllSinceUs);

    /// <summary>Takes in what the cameras are doing; those that are gone or switched off do not count.</summary>
    public void Look(AdoptedDevice now, ICameraDirectory cameras, long nowUs)
    {
        Device = now;
        CameraView[] wanted = [.. now.Cameras.Select(cameras.Find).OfType<CameraView>().Where(c => c.Settings.Enabled)];
        Names = string.Join(", ", wanted.Select(c => c.Settings.Name));
        foreach (CameraId gone in pulses.Keys.Except(wanted.Select(c => c.Id)).ToArray())
        {
            pulses.Remove(gone);
        }
        foreach (CameraView camera in wanted)
        {
            if (camera.Streams.FirstOrDefault(s => s.Stream == StreamKind.Main) is { } main)
            {
                PulseOf(camera.Id).Look(main.State, nowUs);
            }
        }
    }

    private CameraPulse PulseOf(CameraId camera)
    {
        if (!pulses.TryGetValue(camera, out CameraPulse? pulse))
        {
            pulses[camera] = pulse = new CameraPulse(rules.WellAfter);
        }
        return pulse;
    }
}
