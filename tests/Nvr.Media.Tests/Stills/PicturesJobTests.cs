using System.Net.Sockets;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Media;
using Nvr.Media.Worker;
using Nvr.Sandbox.Protocol;
using Scenes;

namespace Nvr.Media.Tests.Stills;

/// <summary>The job that makes pictures, over a real socket and by the real FFmpeg.</summary>
public sealed class PicturesJobTests : IDisposable
{
    private static readonly (int, int, int) s_red = (255, 0, 0);
    private static readonly (int, int, int) s_green = (0, 255, 0);
    private static readonly (int, int, int) s_blue = (0, 0, 255);
    private static readonly (int, int, int) s_white = (255, 255, 255);
    private static readonly (int, int, int) s_black = (0, 0, 0);
    private static readonly Lazy<CodedStill> s_wide = new(() => CodedStill.Encode(Codec.H264, 640, 360));

    private readonly Socket ours;
    private readonly Socket theirs;
    private readonly MessageReader reader;
    private readonly MessageWriter writer;
    private readonly PicturesJob job = new();
    private readonly Task running;

    public PicturesJobTests()
    {
        FFmpegLibraries.Require();
        string path = Path.Combine(Path.GetTempPath(), $"nvr-still-{Guid.NewGuid():n}");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        ours = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        ours.Connect(new UnixDomainSocketEndPoint(path));
        theirs = listener.Accept();
        File.Delete(path);
        reader = new MessageReader(ours);
        writer = new MessageWriter(ours);
        running = Task.Run(() =>
        {
            using var commands = new MessageReader(theirs);
            try
            {
                job.Run(commands, new MessageWriter(theirs));
            }
            finally
            {
                theirs.Shutdown(SocketShutdown.Both);
            }
        });
    }

    public void Dispose()
    {
        ours.Dispose();
        reader.Dispose();
        // The job's thread leaves when its socket does.
        Task.WhenAny(running).GetAwaiter().GetResult();
        job.Dispose();
        theirs.Dispose();
    }

    [Theory]
    [InlineData(Codec.H264)]
    [InlineData(Codec.H265)]
    [InlineData(Codec.Mjpeg)]
    public void Picture_HasTheColoursOfTheKeyFrame(Codec codec)
    {
        Order(new CanvasOrder { TileWidth = 320, TileHeight = 180 });

        Assert.Equal(new StatsMessage(1, 1, 0), Draw(0, CodedStill.Encode(codec, 640, 360)));
        DecodedJpeg picture = DecodedJpeg.Of(Finish());

        Assert.Equal((320, 180), (picture.Width, picture.Height));
        picture.AssertNear(s_red, 40, 40);
        picture.AssertNear(s_green, 280, 40);
        picture.AssertNear(s_blue, 40, 140);
        picture.AssertNear(s_white, 280, 140);
    }

    [Fact]
    public void Sheet_HasEachPictureInItsTile_AndBlackWhereThereIsNone()
    {
        Order(new CanvasOrder { Columns = 3, Rows = 2, TileWidth = 160, TileHeight = 90 });
        Draw(0, s_wide.Value);
        Draw(5, s_wide.Value);

        DecodedJpeg sheet = DecodedJpeg.Of(Finish());

        Assert.Equal((480, 180), (sheet.Width, sheet.Height));
        sheet.AssertNear(s_red, 40, 20);
        sheet.AssertNear(s_white, 120, 70);
        sheet.AssertNear(s_black, 240, 45);
        sheet.AssertNear(s_black, 80, 135);
        sheet.AssertNear(s_red, 360, 110);
        sheet.AssertNear(s_white, 440, 160);
    }

    /// <summary>The last of a second and a half that was sent is shown, and not the key frame with which it began.</summary>
    [Theory]
    [InlineData(360)]
    [InlineData(90)]
    public void PictureOnTheWay_IsDecodedFromItsKeyFrame(int height)
    {
        Watching.CodedScene scene = Watching.CodedScene.Encode(new SceneOptions("street", 3) { Cars = 1, Seconds = 20, Contrast = 60 }, 400);
        int shown = Enumerable.Range(0, scene.Units.Count).First(n => !Watching.CodedScene.IsKey(scene.Units[n]) && n % 10 == 7 && scene.Scene.TruthAt((double)n / Watching.CodedScene.Rate).Any());
        int key = Enumerable.Range(0, shown).Last(n => Watching.CodedScene.IsKey(scene.Units[n]));
        Order(new CanvasOrder { TileWidth = height * 16 / 9, TileHeight = height });

        writer.Send(MessageKind.Format, new FormatMessage(0, scene.Format).Write());
        for (int n = key; n <= shown; n++)
        {
            writer.Send(new UnitMessage { Track = 0, IsRandomAccess = n == key, Dts = n == shown ? 0 : -1, CaptureUs = 0, Data = scene.Units[n] });
            Assert.Equal(new StatsMessage(n - key + 1, n == shown ? 1 : 0, 0), StatsMessage.Read(Answer(MessageKind.Stats)));
        }
        DecodedJpeg picture = DecodedJpeg.Of(Finish());

        Truth truth = scene.Scene.TruthAt((double)shown / Watching.CodedScene.Rate).Single();
        (int x, int y) = ((int)((truth.Left + truth.Right) / 2 * picture.Width), (int)((truth.Top + (0.6 * (truth.Bottom - truth.Top))) * picture.Height));
        byte[] luma = new byte[640 * 360];
        scene.Scene.Render((double)shown / Watching.CodedScene.Rate, luma);
        int expected = luma[(y * 360 / picture.Height * 640) + (x * 640 / picture.Width)];
        Assert.InRange(Brightest(picture.At(x, y)) - expected, -25, 25);
        scene.Scene.Render((double)key / Watching.CodedScene.Rate, luma);
        Assert.NotInRange(luma[(y * 360 / picture.Height * 640) + (x * 640 / picture.Width)] - expected, -30, 30);
    }

    [Fact]
    public void UnitWithoutAKeyFrame_IsRefused()
    {
        Order(new CanvasOrder { TileWidth = 160, TileHeight = 90 });
        writer.Send(MessageKind.Format, new FormatMessage(0, s_wide.Value.Format).Write());
        writer.Send(new UnitMessage { Track = 0, IsRandomAccess = false, Dts = -1, CaptureUs = 0, Data = s_wide.Value.Unit });
        Assert.Equal(new StatsMessage(1, 0, 0), StatsMessage.Read(Answer(MessageKind.Stats)));
        writer.Send(new UnitMessage { Track = 0, IsRandomAccess = false, Dts = 0, CaptureUs = 0, Data = s_wide.Value.Unit });
        Assert.Equal(new StatsMessage(2, 0, 1), StatsMessage.Read(Answer(MessageKind.Stats)));
    }

    [Fact]
    public void PictureOfAnotherShape_KeepsItsAspect_BetweenBlackBars()
    {
        Order(new CanvasOrder { TileWidth = 160, TileHeight = 90 });
        Draw(0, CodedStill.Encode(Codec.H264, 320, 240));

        DecodedJpeg picture = DecodedJpeg.Of(Finish());

        picture.AssertNear(s_black, 8, 45);
        picture.AssertNear(s_red, 40, 20);
        picture.AssertNear(s_white, 120, 70);
        picture.AssertNear(s_black, 151, 45);
    }

    [Fact]
    public void Crop_ShowsThatPartOnly()
    {
        Order(new CanvasOrder { TileWidth = 160, TileHeight = 90, Crop = new EventBox(0.5f, 0.5f, 0.5f, 0.5f) });
        Draw(0, s_wide.Value);

        DecodedJpeg picture = DecodedJpeg.Of(Finish());

        picture.AssertNear(s_white, 8, 8);
        picture.AssertNear(s_white, 150, 80);
    }

    [Fact]
    public void Masks_AreBlack_AlsoInACrop_AndNothingElseIs()
    {
        PrivacyMask[] masks = [PrivacyMask.Rectangle(0, 0, 0.25f, 0.25f), new([new(1, 1), new(1, 0.75f), new(0.75f, 1)])];
        Order(new CanvasOrder { TileWidth = 320, TileHeight = 180, Masks = masks });
        Draw(0, s_wide.Value);
        DecodedJpeg whole = DecodedJpeg.Of(Finish());
        Order(new CanvasOrder { TileWidth = 320, TileHeight = 180, Masks = masks, Crop = new EventBox(0, 0, 0.5f, 0.5f) });
        Draw(0, s_wide.Value);
        DecodedJpeg part = DecodedJpeg.Of(Finish());

        foreach ((int x, int y) in (ReadOnlySpan<(int, int)>)[(0, 0), (79, 44), (80, 45), (0, 45), (80, 0), (319, 179), (310, 170), (319, 140), (250, 179)])
        {
            Assert.True(Brightest(whole.At(x, y)) <= 12, $"({x}, {y}) can be seen.");
        }
        whole.AssertNear(s_red, 100, 20);
        whole.AssertNear(s_red, 40, 60);
        whole.AssertNear(s_white, 260, 150);
        Assert.True(Brightest(part.At(159, 89)) <= 12);
        part.AssertNear(s_red, 180, 60);
        part.AssertNear(s_red, 60, 120);
    }

    [Fact]
    public void DamagedKeyFrames_LeaveTheirTilesBlack_AndTheNextIsDrawn()
    {
        Order(new CanvasOrder { Columns = 2, Rows = 1, TileWidth = 160, TileHeight = 90 });
        var random = new Random(1);
        byte[] noise = new byte[5000];
        random.NextBytes(noise);

        Assert.Equal(new StatsMessage(1, 0, 1), Draw(0, s_wide.Value with { Unit = noise }));
        Assert.Equal(new StatsMessage(2, 0, 2), Draw(0, s_wide.Value with { Unit = s_wide.Value.Unit[..20] }));
        Assert.Equal(new StatsMessage(3, 1, 2), Draw(1, s_wide.Value));
        DecodedJpeg sheet = DecodedJpeg.Of(Finish());

        sheet.AssertNear(s_black, 80, 45);
        sheet.AssertNear(s_red, 200, 20);
    }

    [Fact]
    public void FuzzedKeyFrames_NeverStopTheJob()
    {
        var random = new Random(2);
        Order(new CanvasOrder { TileWidth = 160, TileHeight = 90 });
        for (int round = 0; round < 200; round++)
        {
            byte[] unit = [.. s_wide.Value.Unit];
            for (int i = 0; i < 10; i++)
            {
                unit[random.Next(unit.Length)] = (byte)random.Next(256);
            }
            Draw(0, s_wide.Value with { Unit = unit });
        }

        Assert.Equal(201, Draw(0, s_wide.Value).Pictures);
        DecodedJpeg.Of(Finish()).AssertNear(s_red, 40, 20);
    }

    [Fact]
    public void Sound_IsNoPicture_AndIsCounted()
    {
        Order(new CanvasOrder { TileWidth = 160, TileHeight = 90 });

        Assert.Equal(new StatsMessage(1, 0, 1), Draw(0, new CodedStill(new TrackFormat { Codec = Codec.Opus, ClockRate = 48_000 }, [1, 2, 3])));
    }

    [Fact]
    public async Task TileThatTheSheetDoesNotHave_EndsTheJob()
    {
        Order(new CanvasOrder { TileWidth = 160, TileHeight = 90 });
        Send(1, s_wide.Value);

        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<NvrException>(() => running)).Kind);
    }

    [Theory]
    [InlineData(0, 1, 160, 90)]
    [InlineData(64, 1, 160, 90)]
    [InlineData(1, 1, 161, 90)]
    [InlineData(1, 1, 8, 8)]
    [InlineData(1, 1, 8192, 90)]
    public void OrderForASheetThatCannotBeMade_IsNone(int columns, int rows, int width, int height) =>
        Assert.Null(CanvasOrder.Read(new CanvasOrder { Columns = columns, Rows = rows, TileWidth = width, TileHeight = height }.Write()));

    [Fact]
    public void OrderWithACropOrMasksThatMakeNoSense_IsNone()
    {
        var sane = new CanvasOrder { TileWidth = 160, TileHeight = 90, Masks = [PrivacyMask.Rectangle(0, 0, 1, 1)], Crop = new EventBox(0.5f, 0, 0.5f, 1) };

        Assert.Equal(4, Assert.Single(CanvasOrder.Read(sane.Write())!.Masks).Corners.Count);
        Assert.Null(CanvasOrder.Read((sane with { Crop = new EventBox(0.6f, 0, 0.5f, 1) }).Write()));
        Assert.Null(CanvasOrder.Read((sane with { Crop = new EventBox(0, 0, 0, 1) }).Write()));
        Assert.Null(CanvasOrder.Read((sane with { Masks = [.. Enumerable.Repeat(sane.Masks[0], CanvasOrder.MaxMasks + 1)] }).Write()));
        Assert.Null(CanvasOrder.Read("{\"tileWidth\":160}"u8));
        Assert.Null(CanvasOrder.Read("{\"tileWidth\":160,\"tileHeight\":90,\"masks\":[null]}"u8));
        Assert.Null(CanvasOrder.Read("{\"tileWidth\":160,\"tileHeight\":90,\"masks\":[{}]}"u8));
    }

    private static int Brightest((int Red, int Green, int Blue) colour) => Math.Max(colour.Red, Math.Max(colour.Green, colour.Blue));

    private void Order(CanvasOrder order) => writer.Send(MessageKind.Canvas, order.Write());

    private StatsMessage Draw(int tile, CodedStill still)
    {
        Send(tile, still);
        return StatsMessage.Read(Answer(MessageKind.Stats))!.Value;
    }

    private void Send(int tile, CodedStill still)
    {
        writer.Send(MessageKind.Format, new FormatMessage(0, still.Format).Write());
        writer.Send(new UnitMessage { Track = 0, IsRandomAccess = true, Dts = tile, CaptureUs = 0, Data = still.Unit });
    }

    private byte[] Finish()
    {
        byte[] passed = new byte[PassedMessage.Bytes];
        new PassedMessage(0).Write(passed);
        writer.Send(MessageKind.Passed, passed);
        Assert.True(UnitMessage.TryRead(Answer(MessageKind.Unit), out UnitMessage unit));
        return unit.Data.ToArray();
    }

    private byte[] Answer(MessageKind expected)
    {
        while (!reader.Ended)
        {
            if (reader.TryTake(out MessageKind kind, out ReadOnlySpan<byte> payload))
            {
                Assert.Equal(expected, kind);
                return payload.ToArray();
            }
            reader.Fill();
        }
        running.GetAwaiter().GetResult();
        throw new InvalidOperationException("The job ended without being asked to.");
    }
}
