using Nvr.Adoption.Adopted;
using Nvr.Core;
using Nvr.Core.Events;

namespace Nvr.Adoption.Events;

/// <summary>Leads the messages of one device, over all ways, to the ears of its cameras, and counts them. Thread-safe.</summary>
internal sealed class EventIntake
{
    private readonly Dictionary<CameraId, CameraEar> ears;
    private readonly EventReport report;

    public EventIntake(AdoptedDevice device, EventServices services, EventReport report)
    {
        this.report = report;
        var budget = new EventBudget(services.Clock, services.Rules);
        ears = device.Cameras.Distinct().ToDictionary(c => c, c => new CameraEar(c, services.Sink, budget, services.Rules, services.Clock));
    }

    public CameraEar EarOf(CameraId camera) => ears[camera];

    public void Take(CameraEvent message, SourceMap map, EventWay way, out bool isFlooding)
    {
        isFlooding = false;
        if (map.Find(message.SourceToken) is not { } camera || !ears.TryGetValue(camera, out CameraEar? ear))
        {
            report.OnUnplaced();
            return;
        }
        GateAnswer answer = ear.Hear(message, way);
        isFlooding = answer == GateAnswer.Dropped;
        report.OnMessage(answer);
    }

    public void Open(EventWay way)
    {
        foreach (CameraEar ear in ears.Values)
        {
            ear.Open(way);
        }
    }

    public void Lose(EventWay way)
    {
        foreach (CameraEar ear in ears.Values)
        {
            ear.Lose(way);
        }
    }
}
