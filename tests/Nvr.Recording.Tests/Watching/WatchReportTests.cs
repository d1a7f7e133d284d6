using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Media;
using Nvr.Recording.Watching;
using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Tests.Watching;

public sealed class WatchReportTests
{
    private static readonly TrackFormat s_format = new() { Codec = Codec.H264, ClockRate = 90_000, Width = 640, Height = 360 };

    private readonly HealthBoard health = new();
    private readonly WatchReport report;

    public WatchReportTests() => report = new WatchReport(health);

    [Fact]
    public void CamerasWhosePicturesAreLeftOut_AreNamed_AndRecordingIsSaidToGoOn()
    {
        WatchSlot[] slots = [Slot("door", 0), Slot("yard", 1), Slot("gate", 2)];
        for (int look = 0; look < 3; look++)
        {
            Assert.Equal("Motion is looked for in 3 cameras.", Said(slots).Sentence);
            slots.Take(2).ToList().ForEach(Overrun);
        }

        HealthItem late = Said(slots);
        Assert.Equal(HealthLevel.Attention, late.Level);
        Assert.Equal("More pictures come than can be looked at for motion; some are left out of door, yard. Recording is not affected.", late.Sentence);
        Assert.StartsWith("Set up sub streams", late.NextStep, StringComparison.Ordinal);
        Assert.Equal(HealthLevel.Ok, Said(slots).Level);
    }

    [Fact]
    public void Decoder_IsNamedWhereItIsTheBoards()
    {
        WatchSlot[] slots = [Slot("door", 0), Slot("yard", 1)];
        slots[0].Take(new DecodingMessage(0, false, true, 1, 0));
        Assert.Equal("Motion is looked for in 2 cameras, with the board's decoder in 1 of them.", Said(slots).Sentence);
        slots[1].Take(new DecodingMessage(1, true, true, 1, 0));
        Assert.Equal("Motion is looked for in 2 cameras, with the board's decoder.", Said(slots).Sentence);
    }

    [Fact]
    public void WhatIsDecoded_IsCountedFromWhatWasToldBefore()
    {
        WatchSlot slot = Slot("door", 0);
        slot.Take(new DecodingMessage(0, false, false, 1000, 500));
        slot.Take(new DecodingMessage(0, true, false, 1010, 540));
        WatchedPictures figures = slot.Tap.FiguresOf(slot.Plan.Camera);
        Assert.Equal((10L, 40L, false), (figures.Decoded, figures.Spared, figures.IsByBoard));
        // Who counts backwards begins anew.
        slot.Take(new DecodingMessage(0, true, true, 3, 0));
        slot.Take(new DecodingMessage(0, true, true, 5, 1));
        figures = slot.Tap.FiguresOf(slot.Plan.Camera);
        Assert.Equal((12L, 41L, true), (figures.Decoded, figures.Spared, figures.IsByBoard));
    }

    private HealthItem Said(WatchSlot[] slots)
    {
        report.Working(slots, 0);
        return Assert.Single(health.Read());
    }

    private static WatchSlot Slot(string name, int track)
    {
        var slot = new WatchSlot(new WatchPlan(CameraId.New(), name, IsEnabled: true, HasSub: false, new MotionSettings()), new CameraTap(), track, 0);
        slot.Tap.Open(track, 0);
        return slot;
    }

    // Twice as many as wait at most, of which then those that are left are taken.
    private static void Overrun(WatchSlot slot)
    {
        for (int i = 0; i < 2 * CameraTap.MostUnits; i++)
        {
            slot.Tap.Offer(StreamKind.Main, new AccessUnit { Track = 0, Format = s_format, Dts = i, CaptureUs = i, IsRandomAccess = true, Data = new byte[10] });
        }
        while (slot.Tap.TryTake(out TappedUnit unit))
        {
            unit.Release();
        }
    }
}
