using Nvr.Core.Objects;
using Nvr.Objects.Pictures;

namespace Nvr.Objects.Tests.Pictures;

public sealed class PictureTests
{
    [Theory]
    [InlineData(255, 0, 0, BasicColour.Red)]
    [InlineData(139, 0, 0, BasicColour.Red)]
    [InlineData(255, 140, 0, BasicColour.Orange)]
    [InlineData(255, 255, 0, BasicColour.Yellow)]
    [InlineData(0, 128, 0, BasicColour.Green)]
    [InlineData(46, 139, 87, BasicColour.Green)]
    [InlineData(0, 0, 255, BasicColour.Blue)]
    [InlineData(70, 130, 180, BasicColour.Blue)]
    [InlineData(128, 0, 128, BasicColour.Purple)]
    [InlineData(255, 192, 203, BasicColour.Pink)]
    [InlineData(255, 105, 180, BasicColour.Pink)]
    [InlineData(139, 69, 19, BasicColour.Brown)]
    [InlineData(0, 0, 0, BasicColour.Black)]
    [InlineData(30, 32, 35, BasicColour.Black)]
    [InlineData(255, 255, 255, BasicColour.White)]
    [InlineData(235, 238, 240, BasicColour.White)]
    [InlineData(128, 128, 128, BasicColour.Grey)]
    [InlineData(190, 190, 195, BasicColour.Grey)]
    public void Colours_HaveTheirNames(byte red, byte green, byte blue, BasicColour name) => Assert.Equal(name, ColourNames.Of(red, green, blue));

    [Fact]
    public void Dominant_AreOfTheCoreAlone_AndTheMostFrequentFirst()
    {
        var patch = new Patch(100, 100);
        Paint(patch, new Box(0, 0, 100, 100), 0, 255, 0);
        Paint(patch, new Box(30, 30, 40, 40), 255, 0, 0);
        Paint(patch, new Box(30, 58, 40, 12), 0, 0, 255);
        float[] shares = ColourNames.None();

        ColourNames.Count(patch, new Box(25, 25, 50, 50), shares);

        Assert.Equal([BasicColour.Red, BasicColour.Blue], ColourNames.Dominant(shares));
        Assert.Equal(1, shares.Sum(), 1e-3f);
        // A box that reaches beyond the picture is a hostile model's.
        ColourNames.Count(patch, new Box(-1000, 90, 5000, 500), shares);
    }

    [Theory]
    [InlineData(1, 1, 1, false)]
    [InlineData(1, 0, 1, false)]
    [InlineData(0, 0, 1, true)]
    [InlineData(1, 1, 2, true)]
    public void Crop_HasTheColoursOfThePicture_InEachLayout(int shiftX, int shiftY, int step, bool isFull)
    {
        // Left half red, right half blue (BT.601), 64 x 48.
        (byte Y, byte B, byte R)[] colours = isFull ? [(76, 85, 255), (29, 255, 107)] : [(81, 90, 240), (41, 240, 110)];
        byte[] luma = new byte[64 * 48];
        int chromaWidth = 64 >> shiftX;
        int chromaHeight = 48 >> shiftY;
        byte[] blue = new byte[chromaWidth * chromaHeight * step];
        byte[] red = new byte[chromaWidth * chromaHeight * step];
        for (int y = 0; y < 48; y++)
        {
            for (int x = 0; x < 64; x++)
            {
                luma[(y * 64) + x] = colours[x / 32].Y;
                int at = ((y >> shiftY) * chromaWidth * step) + ((x >> shiftX) * step);
                (blue[at], red[at]) = (colours[x / 32].B, colours[x / 32].R);
            }
        }
        var picture = new ColourPicture { Luma = luma, Stride = 64, Width = 64, Height = 48, Blue = blue, Red = red, ChromaStride = chromaWidth * step, ChromaStep = step, ShiftX = shiftX, ShiftY = shiftY, IsFullRange = isFull };
        var patch = new Patch(40, 40);

        CropSampler.Sample(picture, Placement.Of(new Box(8, 0, 48, 48), 40, 40, PictureFit.Letterbox), patch);

        Assert.Equal(BasicColour.Red, At(patch, 5, 20));
        Assert.Equal(BasicColour.Blue, At(patch, 35, 20));
        Assert.True(patch.Pixels[((20 * 40) + 5) * 3] > 245 && patch.Pixels[((20 * 40) + 35) * 3 + 2] > 245);
    }

    [Fact]
    public void Letterbox_KeepsProportions_WithGreyBeside_AndBoxesComeBackWhereTheyWere()
    {
        byte[] luma = new byte[100 * 50];
        luma.AsSpan().Fill(235);
        var picture = new ColourPicture { Luma = luma, Stride = 100, Width = 100, Height = 50 };
        var patch = new Patch(60, 60);
        Placement placement = Placement.Of(new Box(0, 0, 100, 50), 60, 60, PictureFit.Letterbox);

        CropSampler.Sample(picture, placement, patch);

        Assert.Equal(114, patch.Pixels[3 * 60 * 5]);
        Assert.Equal(255, patch.Pixels[3 * ((60 * 30) + 30)]);
        Assert.Equal(1, placement.ToCamera(new Box(30, 30, 30, 15)).OverlapWith(new Box(50, 25, 50, 25)), 1e-3f);
        // Nothing lies beside the picture.
        Assert.Equal(0, placement.ToCamera(new Box(0, 0, 60, 10)).Area);
        Placement stretched = Placement.Of(new Box(0, 0, 100, 50), 60, 60, PictureFit.Stretch);
        Assert.Equal(1, stretched.ToCamera(new Box(30, 30, 30, 30)).OverlapWith(new Box(50, 25, 50, 25)), 1e-3f);
    }

    [Fact]
    public void Shrinking_TakesTheMean()
    {
        byte[] luma = [.. Enumerable.Range(0, 64 * 64).Select(i => (byte)(((i % 64) + (i / 64)) % 2 == 0 ? 16 : 235))];
        var patch = new Patch(16, 16);

        CropSampler.Sample(new ColourPicture { Luma = luma, Stride = 64, Width = 64, Height = 64 }, Placement.Of(new Box(0, 0, 64, 64), 16, 16, PictureFit.Stretch), patch);

        Assert.All(patch.Pixels, p => Assert.InRange(p, (byte)120, (byte)136));
    }

    private static BasicColour At(Patch patch, int x, int y)
    {
        ReadOnlySpan<byte> pixel = patch.Pixels.AsSpan(((y * patch.Width) + x) * 3, 3);
        return ColourNames.Of(pixel[0], pixel[1], pixel[2]);
    }

    private static void Paint(Patch patch, Box box, byte red, byte green, byte blue)
    {
        for (int y = (int)box.Top; y < (int)box.Bottom; y++)
        {
            for (int x = (int)box.Left; x < (int)box.Right; x++)
            {
                (patch.Pixels[((y * patch.Width) + x) * 3], patch.Pixels[(((y * patch.Width) + x) * 3) + 1], patch.Pixels[(((y * patch.Width) + x) * 3) + 2]) = (red, green, blue);
            }
        }
    }
}
