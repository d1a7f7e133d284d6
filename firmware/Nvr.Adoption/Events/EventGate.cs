using Nvr.Core;
using Nvr.Core.Events;

namespace Nvr.Adoption.Events;

/// <summary>
/// Lets through of one camera's messages what is news, matched by their keys: the first start of what goes on, its end, what only happens.
/// What began is always allowed to end; everything else costs the budget. Not thread-safe.
/// </summary>
internal sealed class EventGate(CameraId camera, ICameraEventSink sink, EventBudget budget, EventRules rules)
{
    private readonly HashSet<string> open = new(StringComparer.Ordinal);

    public GateAnswer Offer(CameraEvent message)
    {
        if (message.Phase == EventPhase.End)
        {
            return open.Remove(message.Key) ? Pass(message) : GateAnswer.Repeated;
        }
        bool isStart = message.Phase == EventPhase.Start;
        if (isStart && open.Contains(message.Key))
        {
            return GateAnswer.Repeated;
        }
        if ((isStart && open.Count >= rules.MostOpen) || !budget.TryTake())
        {
            return GateAnswer.Dropped;
        }
        if (isStart)
        {
            open.Add(message.Key);
        }
        return Pass(message);
    }

    /// <summary>The camera is not heard any longer.</summary>
    public void Interrupt()
    {
        open.Clear();
        sink.OnInterrupted(camera);
    }

    private GateAnswer Pass(CameraEvent message)
    {
        sink.OnEvent(camera, message);
        return GateAnswer.Passed;
    }
}
