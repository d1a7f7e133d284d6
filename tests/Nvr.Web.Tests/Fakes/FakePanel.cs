using System.Collections.Concurrent;
using Nvr.Web.Panel;

namespace Nvr.Web.Tests.Fakes;

/// <summary>A panel of one LED, one button, a display of 8 x 8 pixels and a buzzer that sounds until it is muted; it notes what is done to it.</summary>
public sealed class FakePanel : IFrontPanel
{
    private volatile bool locating;
    private volatile bool muted;

    public ConcurrentQueue<bool> Presses { get; } = new();

    public FrontPanelView Read() => new(
        IsSimulated: true,
        locating,
        [new FrontLed("panel", "rec", "green", "solid")],
        ["locate"],
        new FrontDisplay(8, 8, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }, ["nvr"]),
        new FrontBuzzer(IsSounding: !muted, IsMuted: muted));

    public void Locate(bool on) => locating = on;

    public void Mute() => muted = true;

    public bool Warm(double? celsius, bool isStuck) => true;

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
