using Nvr.Media.Watching;
using Nvr.Sandbox.Protocol;

namespace Nvr.Media.Tests.Watching;

public sealed class KeptGroupTests
{
    [Fact]
    public void Group_IsWhatWasPutIn_FromItsKeyFrameOn()
    {
        using var group = new KeptGroup(new KeptBytes(KeptBytes.Usual));
        Assert.True(group.Begin(Unit(1, 5, isKey: true)));
        Assert.True(group.Begin(Unit(2, 60_000, isKey: true)));
        Assert.True(group.Add(Unit(3, 7)));

        Assert.Equal(2, group.Count);
        Assert.Equal((true, 2L, 20L, 60_000, (byte)2), (group[0].IsRandomAccess, group[0].Dts, group[0].CaptureUs, group[0].Data.Length, group[0].Data[^1]));
        Assert.Equal((false, 3L, 30L, 7, (byte)3), (group[1].IsRandomAccess, group[1].Dts, group[1].CaptureUs, group[1].Data.Length, group[1].Data[0]));
    }

    [Fact]
    public void Units_AndBytes_AreBounded_AndWhatWasKeptStays()
    {
        using var many = new KeptGroup(new KeptBytes(KeptBytes.Usual));
        for (int i = 0; i < KeptGroup.MostUnits; i++)
        {
            Assert.True(many.Add(Unit(i, 10)));
        }
        Assert.False(many.Add(Unit(0, 10)));
        Assert.Equal(KeptGroup.MostUnits, many.Count);

        using var large = new KeptGroup(new KeptBytes(KeptBytes.Usual));
        Assert.True(large.Add(Unit(1, KeptGroup.MostBytes)));
        Assert.False(large.Add(Unit(1, 1)));
        Assert.Equal(1, large.Count);
    }

    [Fact]
    public void Cameras_ShareABudget_AndGiveItBack()
    {
        var budget = new KeptBytes(3 << 20);
        using var one = new KeptGroup(budget);
        using var other = new KeptGroup(budget);
        Assert.True(one.Add(Unit(1, 2 << 20)));
        Assert.False(other.Add(Unit(1, 2 << 20)));
        Assert.True(other.Add(Unit(1, 100_000)));

        one.Release();
        Assert.True(other.Add(Unit(1, 1_000_000)));
        Assert.Equal((2, (byte)1), (other.Count, other[0].Data[99_999]));
    }

    private static UnitMessage Unit(int number, int bytes, bool isKey = false)
    {
        byte[] data = new byte[bytes];
        data.AsSpan().Fill((byte)number);
        return new UnitMessage { Track = 0, IsRandomAccess = isKey, Dts = number, CaptureUs = number * 10, Data = data };
    }
}
