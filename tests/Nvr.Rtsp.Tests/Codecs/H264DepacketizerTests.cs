using static Nvr.Rtsp.Tests.Codecs.H264Sample;
using static Nvr.Rtsp.Tests.Codecs.H264Stream;

namespace Nvr.Rtsp.Tests.Codecs;

public sealed class H264DepacketizerTests
{
    [Fact]
    public void Receive_AggregatesFragmentsAndDelimiters_GivePicturesWithoutParameterSets()
    {
        using var stream = new H264Stream();
        stream.Picture(Aggregate([9, 0xF0], Sps, Pps, Sei), Fragment(Idr(), true, false, ..2), Fragment(Idr(), false, true, 2..))
            .Picture([25, 0, 1, .. Aggregate(P())[1..]])
            .Picture([29, (byte)(0x80 | 1), 0, 7, .. P()[1..3]], Fragment(P(), false, true, 2..));
        Assert.Equal([Hex(Sei, Idr()), Hex(P()), Hex([(byte)((29 & 0xE0) | 1), .. P()[1..]])], stream.Pictures);
        Assert.Equal([true, false, false], stream.Units.Select(unit => unit.IsRandomAccess));
        Assert.Equal((320, 240), (stream.Units[0].Format.Width, stream.Units[0].Format.Height));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0x41)]
    public void Receive_NothingButZerosAfterTheHeader_IsNoSlice(byte header)
    {
        using var stream = new H264Stream();
        stream.Picture(Sps, Pps, Idr(), [header, 0, 0]).Picture([header, 0, 0, 0]).Picture(P());
        Assert.Equal([Hex(Idr()), Hex(P())], stream.Pictures);
    }

    [Fact]
    public void Receive_MarkerOnSeiOrParameterSet_DoesNotSplitThePicture()
    {
        using var stream = new H264Stream();
        stream.Send(Sps, true).Send(Pps, true).Send(Sei, true).Send(Idr(), true).Next().Send(Sei, true).Send(P(), true).Next();
        Assert.Equal([Hex(Sei, Idr()), Hex(Sei, P())], stream.Pictures);
        Assert.Equal(0, stream.Receiver.Stats.Restamped);
    }

    [Fact]
    public void Receive_SeiWithItsOwnTime_GoesToTheNextPicture()
    {
        using var stream = new H264Stream();
        stream.Picture(Sps, Pps).Picture(Sei).Picture(Idr()).Picture(P());
        Assert.Equal([Hex(Sei, Idr()), Hex(P())], stream.Pictures);
    }

    [Fact]
    public void Receive_NoMarkers_EndsPicturesByTime()
    {
        using var stream = new H264Stream();
        stream.Send(Sps).Send(Pps).Send(Idr()).Next().Send(P()).Send(LaterSlice()).Next().Send(P());
        Assert.Equal([Hex(Idr()), Hex(P(), LaterSlice())], stream.Pictures);
    }

    [Fact]
    public void Receive_MarkerOnEverySlice_IsFoundOut()
    {
        using var stream = new H264Stream();
        stream.Send(Sps).Send(Pps);
        for (var i = 0; i < 10; i++)
        {
            stream.Send(i == 0 ? Idr() : P(), true).Send(LaterSlice(), true).Send(LaterSlice(4), true).Next();
        }

        Assert.All(stream.Pictures.Skip(2), picture => Assert.Equal(Hex(P(), LaterSlice(), LaterSlice(4)), picture));
        Assert.Equal(10, stream.Units.Count);
    }

    [Fact]
    public void Receive_PicturesWithOneTimeAndNoMarker_AreStillTwo()
    {
        using var stream = new H264Stream();
        stream.Send(Sps).Send(Pps).Send(Idr()).Send(P()).Send([9, 0xF0]).Send(LaterSlice()).Next().Send(P(), true);
        Assert.Equal([Hex(Idr()), Hex(P()), Hex(LaterSlice()), Hex(P())], stream.Pictures);
        Assert.All(stream.Units.Zip(stream.Units.Skip(1)), pair => Assert.True(pair.First.Dts < pair.Second.Dts));
    }

    [Fact]
    public void Receive_TypeChangesInsideFragmentsAndEmptyOnes_AreTolerated()
    {
        using var stream = new H264Stream();
        stream.Picture(Sps, Pps, Fragment(Idr(), true, false, ..1), Fragment(Idr(), false, false, 1..1), Fragment(Idr(), false, false, 1..3, type: 1), Fragment(Idr(), false, true, 3.., type: 7))
            .Picture(Fragment(P(), true, true, ..));
        Assert.Equal([Hex(Idr()), Hex(P())], stream.Pictures);
    }

    [Fact]
    public void Receive_FragmentsWithoutTheEndBit_AreClosedByMarkerOrTime()
    {
        using var stream = new H264Stream();
        stream.Picture(Sps, Pps, Fragment(Idr(), true, false, ..2), Fragment(Idr(), false, false, 2..))
            .Send(Fragment(P(), true, false, ..)).Next().Picture(P(9));
        Assert.Equal([Hex(Idr()), Hex(P()), Hex(P(9))], stream.Pictures);
    }

    [Fact]
    public void Receive_AnnexBInsidePayloads_IsTakenApart()
    {
        using var stream = new H264Stream();
        byte[] stuffed = [0, 0, 0, 1, .. Sps, 0, 0, 0, 1, .. Pps, 0, 0, 1, .. Sei, 0, 0, 0, 1, .. Idr()];
        stream.Picture(stuffed).Picture([.. P(), 0, 0, 0, 1, .. LaterSlice()]);
        stream.Picture(Fragment([.. P(), 0, 0, 1, .. LaterSlice()], true, false, ..4), Fragment([.. P(), 0, 0, 1, .. LaterSlice()], false, true, 4..));
        Assert.Equal([Hex(Sei, Idr()), Hex(P(), LaterSlice()), Hex(P(), LaterSlice())], stream.Pictures);
    }

    [Fact]
    public void Receive_EmptyAndNonsensePayloads_AreSteppedOver()
    {
        using var stream = new H264Stream();
        stream.Picture(Sps, Pps, [], [24], [24, 0, 0, 0, 0], [24, 0, 99, 1], [28], [28, 0x85], [31, 1, 2], [26, 1, 2, 3], [0], Idr());
        Assert.Equal([Hex(Idr())], stream.Pictures);
        Assert.True(stream.Receiver.Stats.Damaged > 0);
    }

    [Fact]
    public void Receive_LossInsideANalUnit_DropsItAndKeepsTheRestOfThePicture()
    {
        using var stream = new H264Stream();
        stream.Picture(Sps, Pps, Idr())
            .Send(P()).Send(Fragment(LaterSlice(), true, false, ..1)).Lose().Send(Fragment(LaterSlice(), false, true, 3..)).Send(LaterSlice(8), true).Next();
        for (byte i = 0; i < 40; i++)
        {
            stream.Picture(P(i));
        }

        Assert.Equal(Hex(P(), LaterSlice(8)), stream.Pictures.ElementAt(1));
        Assert.Equal(1, stream.Units[1].LostPackets);
        Assert.Equal(42, stream.Units.Count);
    }

    [Fact]
    public void Receive_NoParameterSetsYet_DropsPicturesAndSaysSo()
    {
        using var stream = new H264Stream();
        stream.Picture(P()).Picture(P());
        Assert.Empty(stream.Units);
        Assert.Equal(2, stream.Receiver.Stats.UnitsWithoutFormat);
        Assert.Null(stream.Receiver.Format);
    }

    [Fact]
    public void Receive_FirstFrameIsNoKeyFrame_IsHandedOnAsSuch()
    {
        using var stream = new H264Stream(("sprop-parameter-sets", Sprop(Sps, Pps)));
        stream.Picture(P());
        Assert.False(Assert.Single(stream.Units).IsRandomAccess);
    }

    [Fact]
    public void Receive_RecoveryPoint_CountsAsRandomAccess()
    {
        using var stream = new H264Stream();
        stream.Picture(Sps, Pps, Idr()).Picture(RecoveryPoint, P()).Picture([6, 5, 2, 1, 2, .. RecoveryPoint[1..]], P()).Picture([6, 6, 1, 0x44, 0x80], P());
        Assert.Equal([true, true, true, false], stream.Units.Select(unit => unit.IsRandomAccess));
    }
}
