using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Web.Sticks;

namespace Nvr.Web.Tests.Fakes;

/// <summary>A stick that notes what is wanted of it.</summary>
public sealed class FakeSticks : IStickRoom
{
    private StickPolicy button = new("lastHours", 24);

    public ConcurrentQueue<string> Wishes { get; } = new();

    public SticksView Read() => new(null, [new StickView("usb1", "EVIDENCE (Maker model)", 32_000_000_000, null, "exfat", true, "It can be used (exFAT).", null)], null, button, null);

    public void Begin(StickWish wish, string wantedBy)
    {
        if (wish.Stick is not (null or "usb1"))
        {
            throw new NvrException(ErrorKind.NotFound, "The USB key is no longer there.");
        }
        Wishes.Enqueue($"export {wish.Stick ?? "any"} {(wish.Cameras is null ? "all" : string.Join(',', wish.Cameras))} {wish.Range?.ToString() ?? "button"} by {wantedBy}");
    }

    public void Cancel() => Wishes.Enqueue("cancel");

    public Task ReleaseAsync(string stick, CancellationToken cancellation)
    {
        Wishes.Enqueue($"release {stick}");
        return Task.CompletedTask;
    }

    public void Change(StickPolicy policy) => button = policy;

    public string Plug(MadeUpStick stick)
    {
        Wishes.Enqueue($"plug {stick.Type}");
        return "usb2";
    }

    public void Pull(string stick) => Wishes.Enqueue($"pull {stick}");

    public string Return(string stick)
    {
        Wishes.Enqueue($"return {stick}");
        return "usb3";
    }
}
