using Nvr.Adoption.Adopted;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Events;

/// <summary>Counts a device's messages and says on the health board what a person should know of its events. Thread-safe.</summary>
internal sealed class EventReport(AdoptedDevice device, EventServices services)
{
    private readonly Lock gate = new();
    private EventCounts counts;

    public EventCounts Counts
    {
        get
        {
            lock (gate)
            {
                return counts;
            }
        }
    }

    private string Part => $"events/{device.Id}";

    public void OnMessage(GateAnswer answer)
    {
        lock (gate)
        {
            counts = answer switch
            {
                GateAnswer.Passed => counts with { Received = counts.Received + 1, Passed = counts.Passed + 1 },
                GateAnswer.Repeated => counts with { Received = counts.Received + 1, Repeated = counts.Repeated + 1 },
                _ => counts with { Received = counts.Received + 1, Dropped = counts.Dropped + 1 },
            };
        }
        if (answer == GateAnswer.Dropped)
        {
            services.Health.Report(new HealthItem(
                Part,
                HealthLevel.Attention,
                $"{Names()} tells more events than can be of use; {Counts.Dropped} were left out.",
                "Make the camera's motion detection less sensitive, or draw its areas smaller."));
        }
    }

    public void OnUnplaced()
    {
        lock (gate)
        {
            counts = counts with { Received = counts.Received + 1, Unplaced = counts.Unplaced + 1 };
        }
    }

    /// <summary>A camera that is simply away says so by its streams.</summary>
    public void OnTrouble(NvrException? trouble)
    {
        if (trouble is { Kind: ErrorKind.Unauthorised })
        {
            services.Health.Report(new HealthItem(
                Part, HealthLevel.Attention, $"{Names()} does not let the recorder hear its events.", "Enter a user name and password that the camera accepts for ONVIF.", trouble.Message));
        }
        else if (trouble is null && Counts.Dropped == 0)
        {
            Forget();
        }
    }

    /// <summary>Null when a camera's metadata stream is read, else why it is left alone.</summary>
    public void OnMetadata(CameraId camera, NvrException? trouble)
    {
        string part = $"metadata/{camera}";
        if (trouble is null)
        {
            services.Health.Forget(part);
            return;
        }
        string name = services.Cameras.Find(camera)?.Settings.Name ?? "A camera";
        services.Health.Report(new HealthItem(
            part,
            HealthLevel.Attention,
            $"The metadata stream of {name} is left alone: {trouble.Message} Pictures and other events are recorded as ever.",
            "Switch compression off, or the stream, in the camera's settings for metadata."));
    }

    public void Forget() => services.Health.Forget(Part);

    private string Names() => string.Join(", ", device.Cameras.Select(services.Cameras.Find).OfType<CameraView>().Select(c => c.Settings.Name));
}
