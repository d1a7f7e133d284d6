using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Recording.Watching;
using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Tests.Watching;

public sealed class CameraTapTests
{
    private const long Second = 1_000_000;
    private static readonly TrackFormat s_format = Format(640);

    private readonly CameraTap tap = new();
    private long nowUs = 100 * Second;

    [Fact]
    public void ClosedTap_KeepsNothing_AndAllocatesNothing()
    {
        Offer(isKey: true);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            Offer(isKey: true);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.False(tap.TryTake(out _));
    }

    [Fact]
    public void Pictures_ComeFromTheFirstKeyFrameOn_AsMessages()
    {
        tap.Open(5, 0);
        Offer();
        Offer(isKey: true);
        Offer();

        (TappedUnit Unit, byte[] Bytes)[] taken = Take();
        Assert.Equal([true, false], taken.Select(t => t.Unit.IsKey));
        Assert.True(MessageFrame.TryReadHeader(taken[0].Bytes, out MessageKind kind, out int length));
        Assert.Equal(MessageKind.Unit, kind);
        Assert.True(UnitMessage.TryRead(taken[0].Bytes.AsSpan(MessageFrame.HeaderBytes, length), out UnitMessage unit));
        Assert.Equal((5, true, taken[0].Unit.ShownUs, 100), (unit.Track, unit.IsRandomAccess, unit.CaptureUs, unit.Data.Length));
        Span<byte> question = taken[0].Bytes.AsSpan(MessageFrame.HeaderBytes + length);
        Assert.True(MessageFrame.TryReadHeader(question, out kind, out length));
        Assert.Equal((MessageKind.Passed, question.Length), (kind, MessageFrame.HeaderBytes + length));
    }

    [Fact]
    public void PicturesWithBFrames_HaveTheTimesAtWhichTheyAreSeen()
    {
        tap.Open(0, 0);
        int[] offsets = [3_600, 10_800, 0, 0];
        for (int i = 0; i < offsets.Length; i++)
        {
            tap.Offer(StreamKind.Main, new AccessUnit
            {
                Track = 0, Format = s_format, Dts = i * 3_600, CompositionOffset = offsets[i], CaptureUs = i * 40_000, IsRandomAccess = i == 0, Data = s_data,
            });
        }

        Assert.Equal([40_000, 160_000, 80_000, 120_000], Take().Select(t => t.Unit.ShownUs));
    }

    [Fact]
    public void SubStream_IsPreferred_AndMainHelpsOutWhileItIsAway()
    {
        tap.Open(0, nowUs + CameraTap.SubPatienceUs);
        Offer(isKey: true);
        Assert.Empty(Take());
        Offer(StreamKind.Sub, isKey: true);
        Offer(isKey: true);
        Assert.Single(Take());

        nowUs += CameraTap.SubPatienceUs;
        Offer();
        Assert.Empty(Take());
        Offer(isKey: true, format: Format(1920));
        Assert.Equal(1920, Assert.Single(Take()).Unit.Format.Width);

        Offer(StreamKind.Sub);
        Offer(isKey: true, format: Format(1920));
        Assert.Empty(Take());
        Offer(StreamKind.Sub, isKey: true);
        Assert.Equal(640, Assert.Single(Take()).Unit.Format.Width);
    }

    [Fact]
    public void SubStream_ThatNeverComes_IsNotWaitedForLong()
    {
        tap.Open(0, nowUs + CameraTap.SubPatienceUs);
        nowUs += CameraTap.SubPatienceUs;
        Offer(isKey: true);

        Assert.Single(Take());
    }

    [Fact]
    public void SlowAnalysis_LosesTheOldest_UpToTheNextKeyFrame()
    {
        tap.Open(0, 0);
        for (int i = 0; i < CameraTap.MostUnits; i++)
        {
            Offer(isKey: i % 25 == 0);
        }
        Offer();

        (TappedUnit Unit, byte[] Bytes)[] taken = Take();
        Assert.True(taken[0].Unit.IsKey);
        Assert.Equal(CameraTap.MostUnits - 25 + 1, taken.Length);
        Assert.Equal(25, tap.LeftOut);
        Assert.Equal(taken.Length, tap.Taken);
    }

    [Fact]
    public void SlowAnalysis_WithoutAnotherKeyFrame_WaitsForOne()
    {
        tap.Open(0, 0);
        Offer(isKey: true);
        for (int i = 0; i < CameraTap.MostUnits; i++)
        {
            Offer();
        }
        Assert.Empty(Take());
        Offer();
        Assert.Equal(CameraTap.MostUnits + 2, tap.LeftOut);

        Offer(isKey: true);
        Assert.Single(Take());
        Assert.Equal(CameraTap.MostUnits + 2, tap.LeftOut);
    }

    [Fact]
    public void Bytes_AreBounded_ButOnePictureAlwaysFits()
    {
        tap.Open(0, 0);
        Offer(isKey: true, bytes: 2 * CameraTap.MostBytes);
        Assert.Single(Take());
        for (int i = 0; i < 30; i++)
        {
            Offer(isKey: true, bytes: CameraTap.MostBytes / 4);
        }
        Assert.InRange(Take().Sum(t => t.Bytes.Length), CameraTap.MostBytes / 2, CameraTap.MostBytes + 1000);
        Offer(isKey: true, bytes: MessageFrame.MaxUnitBytes + 1);
        Offer();
        Assert.Empty(Take());
        Offer(isKey: true);
        Assert.Single(Take());
    }

    [Fact]
    public void OtherFormat_CountsFromItsKeyFrameOn()
    {
        tap.Open(0, 0);
        Offer(isKey: true);
        Offer(format: Format(320));
        Offer(format: Format(640));
        Assert.Single(Take());
        Offer(isKey: true, format: Format(320));
        Offer(format: Format(320));
        Assert.Equal(2, Take().Length);
    }

    [Fact]
    public void Format_ThatNoMessageCarries_IsNotLookedAt()
    {
        tap.Open(0, 0);
        Offer(isKey: true, format: new TrackFormat { Codec = Codec.H264, ClockRate = 90_000, Config = new byte[FormatMessage.MaxConfigBytes + 1] });

        Assert.Empty(Take());
    }

    [Fact]
    public void TapThatIsClosed_LetsGoOfWhatWaits()
    {
        tap.Open(0, 0);
        Offer(isKey: true);
        tap.Close();
        Assert.Empty(Take());

        tap.Open(0, 0);
        Offer();
        Assert.Empty(Take());
        Assert.Equal(0, tap.LeftOut);
    }

    private static TrackFormat Format(int width) => new() { Codec = Codec.H264, ClockRate = 90_000, Width = width, Height = 360, Config = new byte[] { 1, 2, 3 } };

    private void Offer(StreamKind stream = StreamKind.Main, bool isKey = false, int bytes = 100, TrackFormat? format = null)
    {
        nowUs += 40_000;
        tap.Offer(stream, new AccessUnit
        {
            Track = 0, Format = format ?? s_format, Dts = nowUs * 9 / 100, CaptureUs = nowUs, IsRandomAccess = isKey, Data = bytes == 100 ? s_data : new byte[bytes],
        });
    }

    private static readonly byte[] s_data = new byte[100];

    private (TappedUnit Unit, byte[] Bytes)[] Take()
    {
        List<(TappedUnit, byte[])> taken = [];
        while (tap.TryTake(out TappedUnit unit))
        {
            taken.Add((unit, unit.Buffer[..unit.Length]));
            unit.Release();
        }
        return [.. taken];
    }
}
