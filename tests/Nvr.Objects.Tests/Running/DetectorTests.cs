using Nvr.Core;
using Nvr.Core.Objects;
using Nvr.Objects.Heads;
using Nvr.Objects.Pictures;
using Nvr.Objects.Running;
using ShapeModels;

namespace Nvr.Objects.Tests.Running;

/// <summary>The real library with models that this project makes.</summary>
public sealed class DetectorTests
{
    private static readonly Deadline s_deadline = new(TimeProvider.System, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60), () => Assert.Fail("Given up."));

    public DetectorTests() => OnnxLibrary.Require();

    [Theory]
    [InlineData(HeadStyle.Yolo)]
    [InlineData(HeadStyle.YoloObjectness)]
    [InlineData(HeadStyle.Ssd)]
    [InlineData(HeadStyle.Detr)]
    public void EachStyle_FindsAPersonAndACar_WhereTheyAre(HeadStyle style)
    {
        using Detector detector = Detector.Open(ShapeModel.Build(style), ShapeModel.Manifest(style), s_deadline);
        var person = new Box(24, 30, 28, 76);
        var car = new Box(70, 100, 76, 32);

        IReadOnlyList<Detection> found = detector.Look(Picture((person, 40), (car, 210)));

        Detection first = found.Where(d => d.Class == 0).MaxBy(d => d.Confidence);
        Detection second = found.Where(d => d.Class == 1).MaxBy(d => d.Confidence);
        Assert.True(first.Box.OverlapWith(person) > 0.6f, $"{first}");
        Assert.True(second.Box.OverlapWith(car) > 0.6f, $"{second}");
        Assert.InRange(first.Confidence, 0.7f, 1);
        Assert.InRange(second.Confidence, 0.7f, 1);
    }

    [Fact]
    public void EmptyPicture_ShowsNothing()
    {
        using Detector detector = Detector.Open(ShapeModel.Build(HeadStyle.Yolo), ShapeModel.Manifest(HeadStyle.Yolo), s_deadline);

        Assert.Empty(detector.Look(Picture()));
    }

    [Fact]
    public void TruncatedModels_AreRefusedInWords_AtAnyLength()
    {
        byte[] model = ShapeModel.Build(HeadStyle.Yolo);
        foreach (int length in (int[])[0, 1, 2, 10, 40, 100, 1000, model.Length / 2, model.Length - 1])
        {
            RequireRefused(model[..length], ShapeModel.Manifest(HeadStyle.Yolo), "damaged");
        }
    }

    [Fact]
    public void RandomBytes_AreRefusedInWords()
    {
        var random = new Random(5);
        for (int i = 0; i < 200; i++)
        {
            byte[] model = new byte[random.Next(1, 3000)];
            random.NextBytes(model);
            model[0] = 8;
            RequireRefused(model, ShapeModel.Manifest(HeadStyle.Yolo), "damaged");
        }
    }

    [Fact]
    public void ModelsWithFlippedBytes_AreRefusedInWordsOrRun()
    {
        byte[] model = ShapeModel.Build(HeadStyle.Yolo);
        var random = new Random(6);
        int run = 0;
        for (int i = 0; i < 60; i++)
        {
            byte[] other = [.. model];
            // Weights are most of it; what hurts is in the first kilobyte and the last.
            for (int k = 0; k < 3; k++)
            {
                other[random.Next(2) == 0 ? random.Next(900) : other.Length - 1 - random.Next(900)] ^= (byte)(1 << random.Next(8));
            }
            try
            {
                using Detector detector = Detector.Open(other, ShapeModel.Manifest(HeadStyle.Yolo), s_deadline);
                run++;
            }
            catch (NvrException refused)
            {
                Assert.StartsWith("This model cannot be used: ", refused.Message, StringComparison.Ordinal);
            }
        }
        Assert.InRange(run, 0, 59);
    }

    [Fact]
    public void ModelOfAnotherInput_IsRefusedWithBoth()
    {
        ModelManifest manifest = ShapeModel.Manifest(HeadStyle.Yolo) with { InputWidth = 320 };
        RequireRefused(ShapeModel.Build(HeadStyle.Yolo), manifest, "1 x 3 x 160 x 160", "1 x 3 x 160 x 320");
        RequireRefused(ShapeModel.Build(HeadStyle.Yolo), ShapeModel.Manifest(HeadStyle.Yolo) with { Input = new InputForm(Type: PixelType.Byte) }, "Float", "UInt8");
        RequireRefused(ShapeModel.Build(HeadStyle.Yolo), ShapeModel.Manifest(HeadStyle.Yolo) with { Input = new InputForm(PixelLayout.Nhwc) }, "1 x 160 x 160 x 3");
    }

    [Fact]
    public void ModelOfAnotherHead_IsRefusedWithItsShape()
    {
        RequireRefused(ShapeModel.Build(HeadStyle.Yolo), ShapeModel.Manifest(HeadStyle.Yolo) with { Classes = ["person", "car", "dog"] }, "6 x 2400", "7 numbers");
        RequireRefused(ShapeModel.Build(HeadStyle.Ssd), ShapeModel.Manifest(HeadStyle.Yolo), "2400 x 4 and 2400 x 3");
        RequireRefused(ShapeModel.Build(HeadStyle.Yolo), ShapeModel.Manifest(HeadStyle.Detr), "2 or 3 scores");
        RequireRefused(HostileModel.Strange(), ShapeModel.Manifest(HeadStyle.Yolo), "1 x 1");
    }

    [Fact]
    public void ModelThatLoopsForEver_IsStopped_AndTheNextOneRuns()
    {
        var hasty = new Deadline(TimeProvider.System, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(100), () => Assert.Fail("Given up."));
        NvrException late = Assert.Throws<NvrException>(() => Detector.Open(HostileModel.Endless(), ShapeModel.Manifest(HeadStyle.Yolo), hasty));

        Assert.Contains("more than 2 s for one picture", late.Message, StringComparison.Ordinal);
        using Detector detector = Detector.Open(ShapeModel.Build(HeadStyle.Yolo), ShapeModel.Manifest(HeadStyle.Yolo), s_deadline);
        Assert.Empty(detector.Look(Picture()));
    }

    [Fact]
    public void ModelThatWantsTerabytes_IsRefused() => RequireRefused(HostileModel.Greedy(), ShapeModel.Manifest(HeadStyle.Yolo), "fails on a picture");

    [Fact]
    public void ModelWithWeightsInAnotherFile_IsRefused() => RequireRefused(HostileModel.Curious(), ShapeModel.Manifest(HeadStyle.Yolo), "damaged");

    [Fact]
    public void NumbersThatAreNone_FindNothing()
    {
        using Detector detector = Detector.Open(HostileModel.Undefined(), ShapeModel.Manifest(HeadStyle.Yolo), s_deadline);

        Assert.Empty(detector.Look(Picture()));
    }

    private static void RequireRefused(byte[] model, ModelManifest manifest, params string[] words)
    {
        NvrException refused = Assert.Throws<NvrException>(() => Detector.Open(model, manifest, s_deadline));
        Assert.Equal(ErrorKind.Unsupported, refused.Kind);
        Assert.StartsWith("This model cannot be used: ", refused.Message, StringComparison.Ordinal);
        Assert.All(words, w => Assert.Contains(w, refused.Message, StringComparison.Ordinal));
    }

    private static Patch Picture(params (Box Box, byte Grey)[] things)
    {
        var patch = new Patch(ShapeModel.Side, ShapeModel.Side);
        patch.Pixels.AsSpan().Fill(128);
        foreach ((Box box, byte grey) in things)
        {
            for (int y = (int)box.Top; y < (int)box.Bottom; y++)
            {
                patch.Pixels.AsSpan(((y * patch.Width) + (int)box.Left) * 3, (int)box.Width * 3).Fill(grey);
            }
        }
        return patch;
    }
}
