using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Recording.Pictures;
using Nvr.Sandbox.Protocol;
using Nvr.Storage.Pictures;

namespace Nvr.Recording.Tests.Pictures;

public sealed class PicturePlannerTests
{
    private static readonly UtcTime s_noon = PicturedFootage.Noon;

    private readonly PicturedFootage footage = new();
    private readonly Masks masks = new();

    [Fact]
    public void Sheets_AreAligned_AndThoseWithoutFootageLeftOut()
    {
        UtcTime first = footage.Add(-301);
        UtcTime last = footage.Add(300);

        IReadOnlyList<PicturePlan> sheets = Planner().Sheets(footage.Camera, new UtcRange(s_noon.Plus(-400_000_000), s_noon.Plus(301_000_000)), 90);

        Assert.Equal([s_noon.Plus(-600_000_000), s_noon.Plus(300_000_000)], sheets.Select(s => s.Start));
        Assert.Equal(60, sheets[0].Sources.Count);
        Assert.Equal(new PictureSource(StreamKind.Main, first), sheets[0].Sources[59]);
        Assert.Equal(new PictureSource(StreamKind.Main, last), sheets[1].Sources[0]);
        Assert.Equal((10, 6, 160, 90), (sheets[0].Order.Columns, sheets[0].Order.Rows, sheets[0].Order.TileWidth, sheets[0].Order.TileHeight));
    }

    [Fact]
    public void SmallPictures_AreOfTheSubStreamWhereItIsRecorded_LargeOnesOfTheMain()
    {
        footage.Add(0);
        footage.Add(5);
        UtcTime sub = footage.Add(1, stream: StreamKind.Sub);

        PicturePlan sheet = Assert.Single(Planner().Sheets(footage.Camera, new UtcRange(s_noon, s_noon.Plus(1)), 90));

        Assert.Equal([new PictureSource(StreamKind.Sub, sub), new PictureSource(StreamKind.Main, s_noon.Plus(5_000_000))], sheet.Sources.Take(2).Select(s => s!.Value));
        Assert.Equal(StreamKind.Sub, Planner().Single(footage.Camera, sub.Plus(1), 180)!.Sources[0]!.Value.Stream);
        Assert.Equal(StreamKind.Main, Planner().Single(footage.Camera, sub.Plus(1), 360)!.Sources[0]!.Value.Stream);
    }

    [Fact]
    public void Tag_ChangesWithAllThatIsSeen_AndWithNothingElse()
    {
        footage.Add(1);
        string tag = Tag();
        Assert.Equal(tag, Tag());
        Assert.NotEqual(tag, Tag(180));
        footage.Add(6);
        string grown = Tag();
        Assert.NotEqual(tag, grown);
        masks.Now = [PrivacyMask.Rectangle(0, 0, 0.5f, 0.5f)];
        Assert.NotEqual(grown, Tag());

        string Tag(int height = 90) => Assert.Single(Planner().Sheets(footage.Camera, new UtcRange(s_noon, s_noon.Plus(1)), height)).Tag;
    }

    [Fact]
    public void MasksThatTheProcessWouldNotTake_HideEverything()
    {
        footage.Add(1);
        masks.Now = [.. Enumerable.Repeat(PrivacyMask.Rectangle(0, 0, 0.1f, 0.1f), CanvasOrder.MaxMasks + 1)];

        PrivacyMask mask = Assert.Single(Planner().Single(footage.Camera, s_noon.Plus(1_000_000), 360)!.Order.Masks);

        Assert.Equal(PrivacyMask.Rectangle(0, 0, 1, 1).Corners, mask.Corners);
    }

    [Fact]
    public void Single_IsNeverOfAfterTheMoment_NorOfBeforeAGap()
    {
        UtcTime one = footage.Add(1);
        footage.Add(20);

        Assert.Equal(one, Planner().Single(footage.Camera, s_noon.Plus(3_000_000), 360)!.Start);
        Assert.Null(Planner().Single(footage.Camera, s_noon, 360));
        Assert.Null(Planner().Single(footage.Camera, s_noon.Plus(10_000_000), 360));
    }

    [Fact]
    public void Nearest_TakesTheCloserOfBeforeAndAfter()
    {
        UtcTime one = footage.Add(1);
        UtcTime five = footage.Add(5);

        Assert.Equal(one, Planner().Nearest(footage.Camera, s_noon.Plus(2_500_000), 360)!.Start);
        Assert.Equal(five, Planner().Nearest(footage.Camera, s_noon.Plus(3_500_000), 360)!.Start);
        Assert.Equal(one, Planner().Nearest(footage.Camera, s_noon, 360)!.Start);
        Assert.Null(Planner().Nearest(footage.Camera, s_noon.Plus(60_000_000), 360));
    }

    [Fact]
    public void Exact_IsOfTheMoment_FromTheKeyFrameBefore()
    {
        UtcTime one = footage.Add(1);
        footage.Add(5);
        var box = new EventBox(0.4f, 0.4f, 0.2f, 0.2f);
        PicturePlanner planner = Planner();

        PicturePlan exact = planner.Exact(footage.Camera, s_noon.Plus(3_600_000), 360, box)!;
        Assert.Equal(new PictureSource(StreamKind.Main, one, s_noon.Plus(3_600_000)), Assert.Single(exact.Sources));
        Assert.Equal(s_noon.Plus(3_600_000), exact.Start);
        Assert.NotEqual(exact.Tag, planner.Exact(footage.Camera, s_noon.Plus(3_700_000), 360, box)!.Tag);
        Assert.Equal(new PictureSource(StreamKind.Main, one), Assert.Single(planner.Exact(footage.Camera, one, 360, box)!.Sources));
        Assert.Equal(new PictureSource(StreamKind.Main, one), Assert.Single(planner.Exact(footage.Camera, s_noon, 360, box)!.Sources));
    }

    [Theory]
    [InlineData(0.4f, 0.4f, 0.2f, 0.2f, 0.36f, 0.36f, 0.28f)]
    [InlineData(0.95f, 0.0f, 0.05f, 0.05f, 0.75f, 0.0f, 0.25f)]
    [InlineData(0.0f, 0.0f, 1.0f, 0.5f, 0.0f, 0.0f, 1.0f)]
    public void Crop_SurroundsTheBox_InsideThePicture(float left, float top, float width, float height, float cropLeft, float cropTop, float size)
    {
        footage.Add(1);

        EventBox crop = Planner().Single(footage.Camera, s_noon.Plus(1_000_000), 360, new EventBox(left, top, width, height))!.Order.Crop!.Value;

        Assert.Equal(cropLeft, crop.Left, 3);
        Assert.Equal(cropTop, crop.Top, 3);
        Assert.Equal((size, size), (MathF.Round(crop.Width, 3), MathF.Round(crop.Height, 3)));
    }

    [Fact]
    public void Storyboard_PrefersMoments_ThenTheMiddle_ThenWhateverThereIs()
    {
        UtcTime moment = footage.Add(12);
        footage.Add(50);
        UtcTime middle = footage.Add(150);
        UtcTime odd = footage.Add(277);

        IReadOnlyList<PicturePlan?> told = Planner().Storyboard(footage.Camera, new UtcRange(s_noon, s_noon.Plus(400_000_000)), [moment, null, null, null], 180);

        Assert.Equal([moment, middle, odd, null], told.Select(p => p?.Start));
    }

    private PicturePlanner Planner() => new(footage, footage, new PictureShelf(() => new PictureRoom(null, 0, 0), TimeProvider.System), masks);

    private sealed class Masks : IPrivacyMasks
    {
        public IReadOnlyList<PrivacyMask> Now { get; set; } = [];

        public IReadOnlyList<PrivacyMask> Of(CameraId camera) => Now;
    }
}
