using System.Collections.Concurrent;
using Nvr.Web.Panel;

namespace Nvr.Web.Tests.Fakes;

/// <summary>A panel of one LED and one button, which notes what is done to it.</summary>
public sealed class FakePanel : IFrontPanel
{
    private volatile bool locating;

    public ConcurrentQueue<bool> Presses { get; } = new();

    public FrontPanelView Read() => new(IsSimulated: true, locating, [new FrontLed("panel", "rec", "green", "solid")], ["locate"]);

    public void Locate(bool on) => locating = on;

    public bool Press(string button, bool down)
    {
        if (button != "locate")
        {
            return false;
        }
        Presses.Enqueue(down);
        return true;
    }
}
